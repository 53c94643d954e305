/// A parsed expression, macros not yet expanded, with the place of every part.
public struct Expression: Sendable {
  /// The text it was parsed from.
  public let source: String
  let root: SyntaxNode
}
