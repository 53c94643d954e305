extension Evaluator {
  mutating func call(
    _ function: Function, _ arguments: [CheckedNode], _ node: CheckedNode
  ) throws(Failure) -> Value {
    let values = try values(of: arguments)
    switch (function, values[0]) {
    case (.size, .string(let text)): return .int(Int64(text.unicodeScalars.count))
    case (.size, .list(let items)): return .int(Int64(items.count))
    case (.size, .map(let entries)): return .int(Int64(entries.count))
    case (.contains, .string(let text)), (.startsWith, .string(let text)),
      (.endsWith, .string(let text)):
      guard case .string(let part) = values[1] else { break }
      return .bool(Self.text(text, function, part))
    case (.sum, .list(let items)): return try Self.sum(items, node.type)
    case (.min, .list(let items)): return try Self.extreme(items, "min", isBefore: Self.isLess)
    case (.max, .list(let items)):
      return try Self.extreme(items, "max") { left, right throws(Failure) in
        try Self.isLess(right, left)
      }
    case (.divide(let scale), _):
      guard let a = Self.number(values[0]), let b = Self.number(values[1]) else { break }
      guard b.unscaled != 0 else { throw .divisionByZero("div") }
      guard let quotient = a.divided(by: b, scale: scale) else { throw .outOfRange("div") }
      return .decimal(quotient)
    case (.round(let scale), _):
      guard let number = Self.number(values[0]) else { break }
      guard let rounded = number.rounded(scale: scale) else { throw .outOfRange("round") }
      return .decimal(rounded)
    case (.days, .date(let from)):
      guard case .date(let to) = values[1] else { break }
      return .int(Int64(to.days - from.days))
    case (.age, .date(let born)):
      guard case .date(let on) = values[1] else { break }
      return .int(Int64(born.age(on: on)))
    case (.addMonths, .date(let date)):
      guard case .int(let months) = values[1] else { break }
      guard let later = date.adding(months: months) else { throw .outOfRange("add_months") }
      return .date(later)
    case (.part(let part), let value): return try Self.part(part, value, zone: values.dropFirst())
    default: return try Self.convert(function, values[0], from: arguments[0].type)
    }
    throw .invalid(function.name)
  }

  private static func text(_ text: String, _ function: Function, _ part: String) -> Bool {
    let (whole, piece) = (Array(text.utf8), Array(part.utf8))
    switch function {
    case .startsWith: return whole.starts(with: piece)
    case .endsWith: return whole.reversed().starts(with: piece.reversed())
    default:
      guard piece.count <= whole.count else { return false }
      return (0...(whole.count - piece.count)).contains { start in
        whole[start...].starts(with: piece)
      }
    }
  }

  /// The exact total; only the total has to be in range, so the order does not matter.
  private static func sum(_ items: [Value], _ type: CELType) throws(Failure) -> Value {
    var total: Int128 = 0
    for item in items {
      switch item {
      case .duration(let span): total += span.nanoseconds
      default:
        guard let number = number(item), number.scale <= type.scale else { throw .invalid("sum") }
        total += number.unscaled * ExactDecimal.power(type.scale - number.scale)
      }
    }
    let result: Value? =
      switch type {
      case .duration: Span(nanoseconds: total).map(Value.duration)
      case .decimal(let scale): ExactDecimal(unscaled: total, scale: scale).map(Value.decimal)
      default: Int64(exactly: total).map(Value.int)
      }
    guard let result else { throw .outOfRange("sum") }
    return result
  }

  private static func extreme(
    _ items: [Value], _ name: String, isBefore: (Value, Value) throws(Failure) -> Bool
  ) throws(Failure) -> Value {
    guard var result = items.first else { throw .noSuchItem(name) }
    for item in items.dropFirst() where try isBefore(item, result) { result = item }
    return result
  }

  private static func convert(
    _ function: Function, _ value: Value, from type: CELType
  ) throws(Failure) -> Value {
    let result: Value?
    switch (function, value) {
    case (.toBool, .string(let text)):
      switch text {
      case "1", "t", "true", "TRUE", "True": result = .bool(true)
      case "0", "f", "false", "FALSE", "False": result = .bool(false)
      default: result = nil
      }
    case (.toInt, .timestamp(let timestamp)):
      result = .int(Int64(timestamp.dividedBySecond.seconds))
    case (.toString, .string): result = value
    case (.toString, .decimal(let decimal)):
      result = .string((decimal.rescaled(to: type.scale) ?? decimal).description)
    case (.toString, .int(let int)):
      // As many digits after the point as its type has, also of one too large for a decimal.
      let zeros = String(repeating: "0", count: type.scale)
      result = .string(zeros.isEmpty ? "\(int)" : "\(int).\(zeros)")
    case (.toString, _): result = .string(value.description)
    case (.timestampOfSeconds, .int(let seconds)):
      result = Timestamp(nanoseconds: Int128(seconds) * 1_000_000_000).map(Value.timestamp)
    case (.parseInt, .string(let text)): result = Int64(text).map(Value.int)
    case (.parseTimestamp, .string(let text)): result = Timestamp(text).map(Value.timestamp)
    case (.parseDuration, .string(let text)): result = Span(text).map(Value.duration)
    default: result = nil
    }
    guard let result else { throw .invalid(function.name) }
    return result
  }
}

extension Function {
  /// The name in the language.
  var name: String {
    switch self {
    case .size: "size"
    case .contains: "contains"
    case .startsWith: "startsWith"
    case .endsWith: "endsWith"
    case .sum: "sum"
    case .min: "min"
    case .max: "max"
    case .divide: "div"
    case .round: "round"
    case .days: "days"
    case .age: "age"
    case .addMonths: "add_months"
    case .toBool: "bool"
    case .toInt, .parseInt: "int"
    case .toString: "string"
    case .timestampOfSeconds, .parseTimestamp: "timestamp"
    case .parseDuration: "duration"
    case .part(let part): part.rawValue
    }
  }
}
