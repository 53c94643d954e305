/// Gives every part of an expression its type and collects every mistake; a part that is wrong is
/// nil, and what stands on it is checked no further.
struct Checker {
  let environment: Environment
  var mistakes: [Diagnostic] = []
  /// The macro items in scope, outermost first.
  var items: [(name: String, type: CELType)] = []
  var reads: Set<String> = []

  var isProfile: Bool { environment.language == .profile }

  init(_ environment: Environment) {
    self.environment = environment
  }

  mutating func check(_ node: SyntaxNode) -> CheckedNode? {
    switch node.kind {
    case .bool(let value): return literal(.bool(value), .bool, node)
    case .int(let value): return literal(.int(value), .int, node)
    case .decimal(let value): return literal(.decimal(value), .decimal(scale: value.scale), node)
    case .string(let text): return checkText(text, node)
    case .null: return refuse(.noNull(node.range))
    case .uint: return refuse(.noUint(node.range))
    case .double: return refuse(.noDouble(node.range))
    case .bytes: return refuse(.noBytes(node.range))
    case .message(let name, _): return refuse(.noMessage(name, node.range))
    case .identifier, .select: return checkName(node)
    case .index(let list, let index, let optional):
      return checkIndex(list, index, optional: optional, node.range)
    case .not(let operand): return checkNot(operand, node.range)
    case .negate(let operand): return checkNegate(operand, node.range)
    case .binary(let symbol, let left, let right):
      return checkBinary(symbol, left, right, node.range)
    case .conditional(let condition, let yes, let no):
      return checkConditional(condition, yes, no, node.range)
    case .call: return checkCall(node)
    case .list(let items): return checkList(items, node.range)
    case .map(let entries): return checkMap(entries, node.range)
    }
  }

  /// Records a mistake; the part it is in has no type.
  mutating func refuse(_ mistake: Diagnostic) -> CheckedNode? {
    mistakes.append(mistake)
    return nil
  }

  func literal(_ value: Value, _ type: CELType, _ node: SyntaxNode) -> CheckedNode {
    CheckedNode(.literal(value), type, node.range)
  }

  private mutating func checkText(_ text: String, _ node: SyntaxNode) -> CheckedNode? {
    // PostgreSQL's texts and jsonb cannot hold U+0000, so no field ever equals such a text.
    if isProfile, text.utf8.contains(0) { return refuse(.noNulCharacter(node.range)) }
    return literal(.string(text), .string, node)
  }

  private mutating func checkList(_ items: [SyntaxNode], _ range: SourceRange) -> CheckedNode? {
    let nodes = items.map { check($0) }
    var element = CELType.dyn
    for node in nodes {
      guard let node else { continue }
      if let joined = element.joined(node.type) {
        element = joined
      } else if isProfile {
        return refuse(.mixedList(element, node.type, node.range))
      } else {
        return CheckedNode(.list(nodes.compactMap { $0 }), .list(.dyn), range)
      }
    }
    let checked = nodes.compactMap { $0 }
    guard checked.count == nodes.count else { return nil }
    return CheckedNode(.list(checked), .list(element), range)
  }

  private mutating func checkMap(
    _ entries: [(key: SyntaxNode, value: SyntaxNode)], _ range: SourceRange
  ) -> CheckedNode? {
    if isProfile { return refuse(.noMap(range)) }
    var checked: [(key: CheckedNode, value: CheckedNode)] = []
    for entry in entries {
      let (key, value) = (check(entry.key), check(entry.value))
      if let key, let value { checked.append((key, value)) }
    }
    guard checked.count == entries.count else { return nil }
    let type = CELType.map(
      Self.common(checked.map(\.key.type)), Self.common(checked.map(\.value.type)))
    return CheckedNode(.map(checked), type, range)
  }

  /// The type all have, or `dyn`.
  private static func common(_ types: [CELType]) -> CELType {
    guard var common = types.first else { return .dyn }
    for type in types.dropFirst() {
      guard let joined = common.joined(type) else { return .dyn }
      common = joined
    }
    return common
  }
}
