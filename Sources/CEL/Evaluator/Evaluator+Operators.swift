extension Evaluator {
  /// `left symbol right`, of operands that have a value.
  static func apply(
    _ symbol: BinaryOperator, _ left: Value, _ right: Value, as type: CELType
  ) throws(Failure) -> Value {
    switch symbol {
    case .equal: return .bool(left == right)
    case .notEqual: return .bool(left != right)
    case .less: return .bool(try isLess(left, right))
    case .greater: return .bool(try isLess(right, left))
    case .lessOrEqual: return .bool(try !isLess(right, left))
    case .greaterOrEqual: return .bool(try !isLess(left, right))
    case .isIn: return .bool(try contains(right, left))
    case .add, .subtract, .multiply, .divide, .remainder:
      guard let result = try arithmetic(symbol, left, right, as: type) else {
        throw .outOfRange(symbol.rawValue)
      }
      return result
    case .and, .or: throw .invalid(symbol.rawValue)
    }
  }

  /// Whether the left value comes before the right.
  static func isLess(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b
    case (.string(let a), .string(let b)): return a.precedesByScalars(b)
    case (.date(let a), .date(let b)): return a < b
    case (.timestamp(let a), .timestamp(let b)): return a < b
    case (.duration(let a), .duration(let b)): return a < b
    case (.bool(let a), .bool(let b)): return !a && b
    default:
      guard let a = number(left), let b = number(right) else { throw .invalid("<") }
      return a < b
    }
  }

  private static func contains(_ items: Value, _ item: Value) throws(Failure) -> Bool {
    switch items {
    case .list(let items): return items.contains(item)
    case .map(let entries): return entries.contains { $0.key == item }
    default: throw .invalid("in")
    }
  }

  /// The result, or nil when it is out of range.
  private static func arithmetic(
    _ symbol: BinaryOperator, _ left: Value, _ right: Value, as type: CELType
  ) throws(Failure) -> Value? {
    switch (symbol, left, right) {
    case (_, .int(let a), .int(let b)):
      if case .decimal = type { return try decimal(symbol, left, right) }
      return try whole(symbol, a, b).map(Value.int)
    case (.add, .string(let a), .string(let b)): return .string(a + b)
    case (.add, .list(let a), .list(let b)): return .list(a + b)
    case (.add, .timestamp(let a), .duration(let b)), (.add, .duration(let b), .timestamp(let a)):
      return Timestamp(nanoseconds: a.nanoseconds + b.nanoseconds).map(Value.timestamp)
    case (.subtract, .timestamp(let a), .duration(let b)):
      return Timestamp(nanoseconds: a.nanoseconds - b.nanoseconds).map(Value.timestamp)
    case (.subtract, .timestamp(let a), .timestamp(let b)):
      return Span(nanoseconds: a.nanoseconds - b.nanoseconds).map(Value.duration)
    case (.add, .duration(let a), .duration(let b)):
      return Span(nanoseconds: a.nanoseconds + b.nanoseconds).map(Value.duration)
    case (.subtract, .duration(let a), .duration(let b)):
      return Span(nanoseconds: a.nanoseconds - b.nanoseconds).map(Value.duration)
    default: return try decimal(symbol, left, right)
    }
  }

  private static func whole(
    _ symbol: BinaryOperator, _ a: Int64, _ b: Int64
  ) throws(Failure) -> Int64? {
    let result: (partialValue: Int64, overflow: Bool)
    switch symbol {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide, .remainder:
      guard b != 0 else { throw .divisionByZero(symbol.rawValue) }
      result =
        symbol == .divide
        ? a.dividedReportingOverflow(by: b) : a.remainderReportingOverflow(dividingBy: b)
    default: throw .invalid(symbol.rawValue)
    }
    return result.overflow ? nil : result.partialValue
  }

  private static func decimal(
    _ symbol: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Failure) -> Value? {
    guard let a = number(left), let b = number(right) else { throw .invalid(symbol.rawValue) }
    switch symbol {
    case .add: return a.adding(b).map(Value.decimal)
    case .subtract: return a.subtracting(b).map(Value.decimal)
    case .multiply: return a.multiplied(by: b).map(Value.decimal)
    default: throw .invalid(symbol.rawValue)
    }
  }

  /// A number as a decimal; a whole number may be beyond a decimal's bounds, which only what is
  /// made of it has to keep.
  static func number(_ value: Value) -> ExactDecimal? {
    switch value {
    case .int(let int): ExactDecimal(inBounds: Int128(int), scale: 0)
    case .decimal(let decimal): decimal
    default: nil
    }
  }

  /// The negative; a whole number that counts as a decimal has to keep a decimal's bounds.
  static func negated(_ value: Value, as type: CELType) throws(Failure) -> Value {
    if case .int(let int) = value, type == .int || type == .dyn {
      guard int != .min else { throw .outOfRange("-") }
      return .int(-int)
    }
    guard let number = number(value) else { throw .invalid("-") }
    guard let negative = ExactDecimal(unscaled: -number.unscaled, scale: number.scale) else {
      throw .outOfRange("-")
    }
    return .decimal(negative)
  }
}
