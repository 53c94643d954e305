extension Parser {
  /// Expressions between commas up to `close`, a last comma allowed where CEL allows it.
  mutating func list(until close: String) throws(Diagnostic) -> [SyntaxNode] {
    var items: [SyntaxNode] = []
    while !isAt(close) {
      if close == "]" { _ = take("?") }
      items.append(try expression())
      guard take(",") else { break }
      if close == ")", isAt(close) { throw unexpected(needed: "a value") }
    }
    return items
  }

  /// The entries of a map literal.
  mutating func mapEntries() throws(Diagnostic) -> [(key: SyntaxNode, value: SyntaxNode)] {
    var entries: [(key: SyntaxNode, value: SyntaxNode)] = []
    while !isAt("}") {
      _ = take("?")
      let key = try expression()
      try need(":")
      entries.append((key, try expression()))
      guard take(",") else { break }
    }
    return entries
  }

  /// The fields of a message literal.
  mutating func messageFields() throws(Diagnostic) -> [(name: String, value: SyntaxNode)] {
    var fields: [(name: String, value: SyntaxNode)] = []
    while !isAt("}") {
      _ = take("?")
      switch token.kind {
      case .identifier(let name), .quotedIdentifier(let name):
        position += 1
        try need(":")
        fields.append((name, try expression()))
      default:
        throw unexpected(needed: "a field name")
      }
      guard take(",") else { break }
    }
    return fields
  }

  // MARK: Tokens

  func isAt(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

  /// Goes past `symbol` if it is next.
  mutating func take(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    position += 1
    return true
  }

  /// Goes past `symbol`, which has to be next, and returns its place.
  @discardableResult
  mutating func need(_ symbol: String) throws(Diagnostic) -> SourceRange {
    guard isAt(symbol) else { throw unexpected(needed: symbol) }
    defer { position += 1 }
    return token.range
  }

  func unexpected(needed: String) -> Diagnostic {
    switch token.kind {
    case .end: .unexpectedEnd(needed: needed, token.range)
    case .symbol(let text), .identifier(let text), .quotedIdentifier(let text), .double(let text):
      .unexpectedToken(text, needed: needed, token.range)
    case .int(let value): .unexpectedToken("\(value)", needed: needed, token.range)
    case .uint(let value): .unexpectedToken("\(value)u", needed: needed, token.range)
    case .decimal(let value): .unexpectedToken("\(value)", needed: needed, token.range)
    case .string, .bytes: .unexpectedToken("a text", needed: needed, token.range)
    }
  }

  // MARK: Bounds

  /// One level deeper in the recursion of this parser.
  mutating func enter() throws(Diagnostic) {
    depth += 1
    guard depth <= limits.depth else { throw .tooDeep(limits.depth, token.range) }
  }

  /// A node over its parts, within the bounds on size and height.
  mutating func node(
    _ kind: SyntaxNode.Kind, _ range: SourceRange, over parts: [SyntaxNode]
  ) throws(Diagnostic) -> SyntaxNode {
    nodes += 1
    guard nodes <= limits.nodes else { throw .tooLarge(limits.nodes, range) }
    let height = 1 + (parts.map(\.height).max() ?? 0)
    guard height <= limits.depth else { throw .tooDeep(limits.depth, range) }
    return SyntaxNode(kind, range, height: height)
  }
}
