/// Evaluates a checked expression over bindings; a CEL error is a thrown `Failure`.
struct Evaluator {
  let bindings: Row
  /// The items of the macros being run, outermost first.
  var items: [Value] = []

  init(_ bindings: Row) {
    self.bindings = bindings
  }

  mutating func result(of node: CheckedNode) -> Evaluation {
    do throws(Failure) { return .value(try value(of: node)) } catch { return .failure(error) }
  }

  mutating func value(of node: CheckedNode) throws(Failure) -> Value {
    switch node.kind {
    case .literal(let value): return value
    case .item(let slot): return try Self.bounded(items[slot], as: node.type)
    case .variable(let path): return try variable(path, node.type)
    case .fact(_, let expression): return try fact(expression)
    case .select(let operand, let name): return try select(operand, name, node)
    case .has(let operand): return .bool(try has(operand))
    case .index(let list, let index):
      return try Self.bounded(Self.item(value(of: list), at: value(of: index)), as: node.type)
    case .not(let operand): return .bool(try !condition(operand))
    case .negate(let operand): return try Self.negated(value(of: operand), as: node.type)
    case .binary(.and, let left, let right): return try absorbing(false, left, right)
    case .binary(.or, let left, let right): return try absorbing(true, left, right)
    case .binary(let symbol, let left, let right):
      return try Self.apply(symbol, value(of: left), value(of: right), as: node.type)
    case .conditional(let test, let yes, let no):
      return try value(of: condition(test) ? yes : no)
    case .call(let function, let arguments): return try call(function, arguments, node)
    case .list(let nodes): return .list(try values(of: nodes))
    case .map(let entries): return try map(entries)
    case .macro(let comprehension): return try run(comprehension)
    }
  }

  /// An item of a list as the list's own type: a whole number among decimals keeps their bounds.
  private static func bounded(_ value: Value, as type: CELType) throws(Failure) -> Value {
    guard case .int(let int) = value, case .decimal = type,
      ExactDecimal(unscaled: Int128(int), scale: 0) == nil
    else { return value }
    throw .outOfRange("[ ]")
  }

  mutating func condition(_ node: CheckedNode) throws(Failure) -> Bool {
    guard case .bool(let value) = try value(of: node) else { throw .invalid("condition") }
    return value
  }

  mutating func values(of nodes: [CheckedNode]) throws(Failure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(nodes.count)
    for node in nodes { values.append(try value(of: node)) }
    return values
  }

  /// `&&` and `||`: the absorbing value on either side wins over an error on the other (cel-spec,
  /// "Logical Operators").
  private mutating func absorbing(
    _ absorber: Bool, _ left: CheckedNode, _ right: CheckedNode
  ) throws(Failure) -> Value {
    switch result(of: left) {
    case .value(.bool(absorber)): return .bool(absorber)
    case .value: return .bool(try condition(right))
    case .failure(let failure):
      guard case .value(.bool(absorber)) = result(of: right) else { throw failure }
      return .bool(absorber)
    }
  }

  private mutating func map(
    _ entries: [(key: CheckedNode, value: CheckedNode)]
  ) throws(Failure) -> Value {
    var result: [Value.MapEntry] = []
    for entry in entries {
      let key = try value(of: entry.key)
      guard !result.contains(where: { $0.key == key }) else { throw .invalid("repeated key") }
      result.append(Value.MapEntry(key: key, value: try value(of: entry.value)))
    }
    return .map(result)
  }

  /// A derived fact is evaluated outside the macros around it.
  private func fact(_ expression: CheckedExpression) throws(Failure) -> Value {
    var evaluator = Evaluator(bindings)
    return try evaluator.value(of: expression.root)
  }
}
