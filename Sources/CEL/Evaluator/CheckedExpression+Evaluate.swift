extension CheckedExpression {
  /// Evaluates the expression.
  ///
  /// - Parameter bindings: the variables by name, rows within rows: `["form": ["granted": …]]`.
  ///   What is missing is absent, and so is what is not of its declared type.
  /// - Returns: the value, or the first reason why there is none. Nothing traps.
  public func evaluate(_ bindings: Row) -> Evaluation {
    var evaluator = Evaluator(bindings)
    return evaluator.result(of: root)
  }
}
