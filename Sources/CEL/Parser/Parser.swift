/// Builds the tree of an expression by precedence climbing; stops at the first mistake, because
/// what follows a wrong token is guesswork.
///
/// Grammar: cel-spec, `doc/langdef.md`, "Syntax".
struct Parser {
  let tokens: [Token]
  let limits: Limits
  var position = 0
  var depth = 0
  var nodes = 0

  var token: Token { tokens[position] }

  /// The whole of the tokens as one expression.
  mutating func parse() throws(Diagnostic) -> SyntaxNode {
    let root = try expression()
    guard token.kind == .end else { throw unexpected(needed: "an operator") }
    return root
  }

  /// `Expr = ConditionalOr ["?" ConditionalOr ":" Expr]`
  mutating func expression() throws(Diagnostic) -> SyntaxNode {
    try enter()
    defer { depth -= 1 }
    let condition = try binary(minimum: 1)
    guard take("?") else { return condition }
    let yes = try binary(minimum: 1)
    try need(":")
    let no = try expression()
    return try node(
      .conditional(condition, yes, no), condition.range.joined(no.range),
      over: [condition, yes, no]
    )
  }

  /// An expression of binary operators that bind at least as tightly as `minimum`.
  private mutating func binary(minimum: Int) throws(Diagnostic) -> SyntaxNode {
    var left = try unary()
    while let symbol = binaryOperator, symbol.precedence >= minimum {
      if symbol == .and || symbol == .or {
        left = try chain(symbol, startingWith: left)
        continue
      }
      position += 1
      let right = try binary(minimum: symbol.precedence + 1)
      left = try node(
        .binary(symbol, left, right), left.range.joined(right.range), over: [left, right])
    }
    return left
  }

  /// `a && b && c …` as a balanced tree: its meaning does not depend on the grouping, and a long
  /// list of conditions stays shallow.
  private mutating func chain(
    _ symbol: BinaryOperator, startingWith first: SyntaxNode
  ) throws(Diagnostic) -> SyntaxNode {
    var operands = [first]
    while binaryOperator == symbol {
      position += 1
      operands.append(try binary(minimum: symbol.precedence + 1))
    }
    while operands.count > 1 {
      var pairs: [SyntaxNode] = []
      for index in stride(from: 0, to: operands.count, by: 2) {
        guard index + 1 < operands.count else {
          pairs.append(operands[index])
          break
        }
        let (left, right) = (operands[index], operands[index + 1])
        pairs.append(
          try node(
            .binary(symbol, left, right), left.range.joined(right.range), over: [left, right])
        )
      }
      operands = pairs
    }
    return operands[0]
  }

  /// The operator at the position, if there is one.
  private var binaryOperator: BinaryOperator? {
    switch token.kind {
    case .symbol(let symbol): BinaryOperator(rawValue: symbol)
    case .identifier("in"): .isIn
    default: nil
    }
  }

  /// `Unary = Member | "!" {"!"} Member | "-" {"-"} Member`; the last minus before a number is the
  /// number's sign, so that the least whole number can be written.
  private mutating func unary() throws(Diagnostic) -> SyntaxNode {
    let start = token.range
    if isAt("!") {
      position += 1
      try enter()
      defer { depth -= 1 }
      let operand = try unary()
      return try node(.not(operand), start.joined(operand.range), over: [operand])
    }
    guard isAt("-") else { return try member() }
    position += 1
    if let literal = try negativeLiteral(from: start) {
      return try postfix(of: literal)
    }
    try enter()
    defer { depth -= 1 }
    let operand = try unary()
    return try node(.negate(operand), start.joined(operand.range), over: [operand])
  }

  private mutating func negativeLiteral(from start: SourceRange) throws(Diagnostic) -> SyntaxNode? {
    let range = start.joined(token.range)
    switch token.kind {
    case .int(let magnitude):
      position += 1
      return try node(.int(Int64(truncatingIfNeeded: 0 &- magnitude)), range, over: [])
    case .decimal(let decimal):
      guard let negative = ExactDecimal(unscaled: -decimal.unscaled, scale: decimal.scale) else {
        return nil
      }
      position += 1
      return try node(.decimal(negative), range, over: [])
    case .double(let text):
      position += 1
      return try node(.double("-" + text), range, over: [])
    default:
      return nil
    }
  }
}

extension BinaryOperator {
  /// How tightly the operator binds; all of them group to the left.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: 3
    case .add, .subtract: 4
    case .multiply, .divide, .remainder: 5
    }
  }
}
