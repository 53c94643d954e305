extension Parser {
  /// `Member = Primary { "." IDENT ["(" [ExprList] ")"] | "[" Expr "]" }`
  mutating func member() throws(Diagnostic) -> SyntaxNode {
    try postfix(of: primary())
  }

  /// The selections, calls and indexes after `operand`.
  mutating func postfix(of operand: SyntaxNode) throws(Diagnostic) -> SyntaxNode {
    var result = operand
    while true {
      if take(".") {
        result = try selection(of: result)
      } else if isAt("[") {
        position += 1
        let optional = take("?")
        let index = try expression()
        let end = try need("]")
        result = try node(
          .index(result, index, optional: optional), result.range.joined(end),
          over: [result, index]
        )
      } else {
        return result
      }
    }
  }

  private mutating func selection(of operand: SyntaxNode) throws(Diagnostic) -> SyntaxNode {
    let optional = take("?")
    let nameRange = token.range
    if case .quotedIdentifier(let name) = token.kind {
      position += 1
      return try node(
        .select(operand, name, quoted: true, optional: optional), operand.range.joined(nameRange),
        over: [operand])
    }
    guard case .identifier(let name) = token.kind else { throw unexpected(needed: "a name") }
    guard !Token.keywords.contains(name) else { throw .reservedWord(name, nameRange) }
    position += 1
    guard !optional, take("(") else {
      return try node(
        .select(operand, name, quoted: false, optional: optional), operand.range.joined(nameRange),
        over: [operand])
    }
    let arguments = try list(until: ")")
    let end = try need(")")
    return try node(
      .call(target: operand, name: name, nameRange: nameRange, arguments: arguments),
      operand.range.joined(end), over: [operand] + arguments)
  }

  /// A literal, a name, a call, a list, a map, a message or an expression in parentheses.
  private mutating func primary() throws(Diagnostic) -> SyntaxNode {
    let start = token.range
    switch token.kind {
    case .int(let magnitude):
      guard let value = Int64(exactly: magnitude) else {
        throw .numberOutOfRange("\(magnitude)", start)
      }
      return try literal(.int(value))
    case .uint(let value): return try literal(.uint(value))
    case .decimal(let value): return try literal(.decimal(value))
    case .double(let text): return try literal(.double(text))
    case .string(let text): return try literal(.string(text))
    case .bytes(let bytes): return try literal(.bytes(bytes))
    case .identifier("true"): return try literal(.bool(true))
    case .identifier("false"): return try literal(.bool(false))
    case .identifier("null"): return try literal(.null)
    case .identifier: return try name(rooted: false, from: start)
    case .symbol("."):
      position += 1
      return try name(rooted: true, from: start)
    case .symbol("("):
      position += 1
      let inner = try expression()
      let end = try need(")")
      return SyntaxNode(inner.kind, start.joined(end), height: inner.height)
    case .symbol("["):
      position += 1
      let items = try list(until: "]")
      return try node(.list(items), start.joined(need("]")), over: items)
    case .symbol("{"):
      position += 1
      let entries = try mapEntries()
      return try node(
        .map(entries), start.joined(need("}")), over: entries.flatMap { [$0.key, $0.value] })
    default:
      throw unexpected(needed: "a value")
    }
  }

  private mutating func literal(_ kind: SyntaxNode.Kind) throws(Diagnostic) -> SyntaxNode {
    defer { position += 1 }
    return try node(kind, token.range, over: [])
  }

  /// A variable, a call `f(…)` or a message `a.b.M{…}`.
  private mutating func name(
    rooted: Bool, from start: SourceRange
  ) throws(Diagnostic) -> SyntaxNode {
    let nameRange = token.range
    guard case .identifier(let name) = token.kind, !Token.keywords.contains(name) else {
      throw unexpected(needed: "a name")
    }
    if let message = try message(from: start) { return message }
    position += 1
    if take("(") {
      let arguments = try list(until: ")")
      let end = try need(")")
      return try node(
        .call(target: nil, name: name, nameRange: nameRange, arguments: arguments),
        start.joined(end), over: arguments)
    }
    guard !Token.reserved.contains(name) else { throw .reservedWord(name, nameRange) }
    return try node(.identifier(name, rooted: rooted), start.joined(nameRange), over: [])
  }

  /// `a.b.M{field: value, …}`: names and a brace; nil when it is something else.
  private mutating func message(from start: SourceRange) throws(Diagnostic) -> SyntaxNode? {
    var end = position
    var names: [String] = []
    while case .identifier(let name) = tokens[end].kind {
      names.append(name)
      end += 1
      guard tokens[end].kind == .symbol(".") else { break }
      end += 1
    }
    guard tokens[end].kind == .symbol("{") else { return nil }
    position = end + 1
    let fields = try messageFields()
    return try node(
      .message(name: names.joined(separator: "."), fields: fields), start.joined(need("}")),
      over: fields.map(\.value))
  }
}
