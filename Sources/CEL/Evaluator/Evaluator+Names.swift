extension Evaluator {
  /// A declared variable. A dotted path is looked up as one name first, then as rows within rows.
  func variable(_ path: String, _ type: CELType) throws(Failure) -> Value {
    if let value = bindings[path] { return try Self.conforming(value, type, path) }
    guard path.utf8.contains(UInt8(ascii: ".")) else { throw .absent(path) }
    var value = Value.row(bindings)
    for name in path.split(separator: ".") {
      guard case .row(let row) = value, let next = row[String(name)] else { throw .absent(path) }
      value = next
    }
    return try Self.conforming(value, type, path)
  }

  mutating func select(
    _ operand: CheckedNode, _ name: String, _ node: CheckedNode
  ) throws(Failure) -> Value {
    switch try value(of: operand) {
    case .row(let row):
      guard let value = row[name] else { throw .absent(node.path ?? name) }
      return try Self.conforming(value, node.type, node.path ?? name)
    case .map(let entries):
      guard let entry = entries.first(where: { $0.key == .string(name) }) else {
        throw .noSuchItem(name)
      }
      return entry.value
    default:
      throw .invalid("." + name)
    }
  }

  /// Whether a field has a value; of a row within an absent row it has none.
  mutating func has(_ node: CheckedNode) throws(Failure) -> Bool {
    if case .select(let operand, _) = node.kind, case .map = operand.type {
      guard case .map = try value(of: operand) else { throw .invalid("has") }
    }
    return result(of: node).value != nil
  }

  /// The value if it is one of `type`; what the form holds in another type counts as absent.
  static func conforming(
    _ value: Value, _ type: CELType, _ path: String
  ) throws(Failure) -> Value {
    switch (type, value) {
    case (.bool, .bool), (.int, .int), (.string, .string), (.choice, .string), (.date, .date),
      (.timestamp, .timestamp), (.duration, .duration), (.row, .row), (.map, .map), (.dyn, _):
      return value
    case (.decimal(let scale), .decimal(let decimal)):
      if decimal.scale == scale { return value }
      guard let rescaled = decimal.rescaled(to: scale) else { throw .absent(path) }
      return .decimal(rescaled)
    case (.decimal(let scale), .int(let int)):
      guard let decimal = ExactDecimal(int)?.rescaled(to: scale) else { throw .absent(path) }
      return .decimal(decimal)
    case (.int, .decimal(let decimal)):
      guard let whole = decimal.rescaled(to: 0), let int = Int64(exactly: whole.unscaled) else {
        throw .absent(path)
      }
      return .int(int)
    case (.list(let element), .list(let items)):
      var conforming: [Value] = []
      conforming.reserveCapacity(items.count)
      for item in items { conforming.append(try Self.conforming(item, element, path)) }
      return .list(conforming)
    default:
      throw .absent(path)
    }
  }

  static func item(_ list: Value, at index: Value) throws(Failure) -> Value {
    switch (list, index) {
    case (.list(let items), .int(let index)):
      guard index >= 0, index < items.count else { throw .noSuchItem("\(index)") }
      return items[Int(index)]
    case (.map(let entries), let key):
      guard let entry = entries.first(where: { $0.key == key }) else {
        throw .noSuchItem(key.description)
      }
      return entry.value
    default:
      throw .invalid("[ ]")
    }
  }
}
