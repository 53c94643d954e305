/// Prints a tree; parentheses only where the tree would read differently without them.
enum Printer {
  /// The precedence of what is printed: `?:` is 0, the binary operators 1 to 5, the prefixes 6, and
  /// what can be followed by a point 7.
  private static func precedence(_ node: SyntaxNode) -> Int {
    switch node.kind {
    case .conditional: 0
    case .binary(let symbol, _, _): symbol.precedence
    case .not, .negate: 6
    default: 7
    }
  }

  static func text(_ node: SyntaxNode, minimum: Int) -> String {
    let text = text(node)
    return precedence(node) < minimum ? "(\(text))" : text
  }

  private static func text(_ node: SyntaxNode) -> String {
    switch node.kind {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .uint(let value): "\(value)u"
    case .decimal(let value): "\(value)"
    case .double(let text): text
    case .string(let text): TextLiteral.quoted(text)
    case .bytes(let bytes): TextLiteral.quoted(bytes: bytes)
    case .identifier(let name, let rooted): (rooted ? "." : "") + name
    case .select(let operand, let name, let quoted, let optional):
      text(operand, minimum: 7) + (optional ? ".?" : ".") + (quoted ? "`\(name)`" : name)
    case .index(let list, let index, let optional):
      "\(text(list, minimum: 7))[\(optional ? "?" : "")\(text(index, minimum: 0))]"
    case .not(let operand): "!" + text(operand, minimum: 6)
    case .negate(let operand): "-" + negatable(operand)
    case .binary(let symbol, let left, let right): binary(symbol, left, right)
    case .conditional(let condition, let yes, let no):
      """
      \(text(condition, minimum: 1)) ? \(text(yes, minimum: 1)) : \(text(no, minimum: 0))
      """
    case .call(let target, let name, _, let arguments):
      (target.map { text($0, minimum: 7) + "." } ?? "") + "\(name)(\(list(arguments)))"
    case .list(let items): "[\(list(items))]"
    case .map(let entries):
      "{"
        + entries.map { "\(text($0.key, minimum: 0)): \(text($0.value, minimum: 0))" }
        .joined(separator: ", ") + "}"
    case .message(let name, let fields):
      name + "{"
        + fields.map { "\($0.name): \(text($0.value, minimum: 0))" }
        .joined(separator: ", ") + "}"
    }
  }

  /// The operand of a minus; a number keeps its parentheses, or the minus would become its sign.
  private static func negatable(_ operand: SyntaxNode) -> String {
    switch operand.kind {
    case .int, .decimal, .double:
      text(operand).hasPrefix("-") ? text(operand) : "(\(text(operand)))"
    default: text(operand, minimum: 6)
    }
  }

  /// `&&` and `||` group as the parser groups them, whatever the tree; the others to the left.
  private static func binary(
    _ symbol: BinaryOperator, _ left: SyntaxNode, _ right: SyntaxNode
  ) -> String {
    let regroups = symbol == .and || symbol == .or
    let rightMinimum = symbol.precedence + (regroups ? 0 : 1)
    return """
      \(text(left, minimum: symbol.precedence)) \(symbol.rawValue) \
      \(text(right, minimum: rightMinimum))
      """
  }

  private static func list(_ nodes: [SyntaxNode]) -> String {
    nodes.map { text($0, minimum: 0) }.joined(separator: ", ")
  }
}
