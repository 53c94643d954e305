/// One node of a parsed expression.
///
/// A class, so that copies are cheap and a node has an identity; immutable, hence `Sendable`.
final class SyntaxNode: Sendable {
  let kind: Kind
  let range: SourceRange
  /// The levels of the tree from here down.
  let height: Int

  init(_ kind: Kind, _ range: SourceRange, height: Int) {
    self.kind = kind
    self.range = range
    self.height = height
  }

  /// What a node is.
  enum Kind: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case decimal(ExactDecimal)
    /// A literal with an exponent: CEL's double, which the profile refuses.
    case double(String)
    case string(String)
    case bytes([UInt8])
    case identifier(String, rooted: Bool)
    case select(SyntaxNode, String, quoted: Bool, optional: Bool)
    case index(SyntaxNode, SyntaxNode, optional: Bool)
    case not(SyntaxNode)
    case negate(SyntaxNode)
    case binary(BinaryOperator, SyntaxNode, SyntaxNode)
    case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
    case call(target: SyntaxNode?, name: String, nameRange: SourceRange, arguments: [SyntaxNode])
    case list([SyntaxNode])
    case map([(key: SyntaxNode, value: SyntaxNode)])
    case message(name: String, fields: [(name: String, value: SyntaxNode)])
  }
}

/// The binary operators, as they are written.
package enum BinaryOperator: String, Sendable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}
