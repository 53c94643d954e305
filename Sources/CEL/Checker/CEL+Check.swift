extension CEL {
  /// Checks a parsed expression against the declared names.
  ///
  /// - Parameters:
  ///   - expression: what `parse` gave.
  ///   - environment: the names and the language.
  ///   - expected: the type its value has to have, if it matters; an int can stand for a decimal.
  /// - Returns: the checked expression, or every mistake in it.
  public static func check(
    _ expression: Expression, in environment: Environment, expecting expected: CELType? = nil
  ) -> Result<CheckedExpression, Mistakes> {
    var checker = Checker(environment)
    let root = checker.check(expression.root)
    guard let root, checker.mistakes.isEmpty else {
      return .failure(Mistakes(checker.mistakes))
    }
    let limits = environment.limits
    guard root.weight <= limits.nodes else {
      return .failure(Mistakes([.tooLarge(limits.nodes, root.range)]))
    }
    guard root.height <= limits.depth else {
      return .failure(Mistakes([.tooDeep(limits.depth, root.range)]))
    }
    if let expected, !root.type.fits(expected) {
      let needed = expected.description
      return .failure(Mistakes([.wrongType(needed: needed, found: root.type, root.range)]))
    }
    return .success(
      CheckedExpression(
        source: expression.source, type: root.type,
        reads: checker.reads.sorted { $0.precedesByScalars($1) }, root: root))
  }

  /// Parses and checks an expression.
  ///
  /// - Returns: the checked expression, or every mistake of the first stage that found one.
  public static func check(
    _ source: String, in environment: Environment, expecting expected: CELType? = nil
  ) -> Result<CheckedExpression, Mistakes> {
    parse(source, limits: environment.limits).flatMap {
      check($0, in: environment, expecting: expected)
    }
  }
}
