extension CEL {
  /// Parses any CEL expression, also what the profile refuses later.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - limits: bounds on the text and the tree.
  /// - Returns: the expression, or every mistake of spelling, or the first mistake of structure.
  public static func parse(
    _ source: String, limits: Limits = .standard
  ) -> Result<Expression, Mistakes> {
    guard source.utf8.count <= limits.sourceBytes else {
      return .failure(Mistakes([.sourceTooLong(limits.sourceBytes)]))
    }
    let (tokens, mistakes) = Lexer.tokens(of: source)
    guard mistakes.isEmpty else { return .failure(Mistakes(mistakes)) }
    guard tokens.count > 1 else { return .failure(Mistakes([.emptyExpression()])) }
    var parser = Parser(tokens: tokens, limits: limits)
    do throws(Diagnostic) {
      return .success(Expression(source: source, root: try parser.parse()))
    } catch {
      return .failure(Mistakes([error]))
    }
  }
}
