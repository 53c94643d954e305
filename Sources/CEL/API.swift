extension CEL {
  /// Parses any CEL expression.
  public static func parse(_ source: String, limits: Limits = .standard)
    -> Result<Expression, Mistakes>
  {
    .failure(Mistakes([]))
  }
  /// Checks a parsed expression.
  public static func check(
    _ expression: Expression, in environment: Environment, expecting expected: CELType? = nil
  ) -> Result<CheckedExpression, Mistakes> {
    .failure(Mistakes([]))
  }
  /// Parses and checks.
  public static func check(
    _ source: String, in environment: Environment, expecting expected: CELType? = nil
  ) -> Result<CheckedExpression, Mistakes> {
    parse(source, limits: environment.limits).flatMap {
      check($0, in: environment, expecting: expected)
    }
  }
  /// Prints an expression in one layout.
  public static func print(_ expression: Expression) -> String { expression.source }
}
extension CheckedExpression {
  /// Evaluates over the bindings.
  public func evaluate(_ bindings: Row) -> Evaluation { .failure(.absent("")) }
  /// Explains.
  public func explain(_ bindings: Row) -> Explanation {
    Explanation(source: source, result: evaluate(bindings), parts: [], reads: [])
  }
  /// The SQL over one jsonb expression.
  public func sql(facts: String) -> String { "NULL" }
}
extension Value: CustomStringConvertible {
  /// The value as a person reads it.
  public var description: String { "" }
}
extension ExactDecimal {
  /// Reads a number such as `-12.50` and nothing else.
  public init?(_ text: String) { return nil }
}
extension ExactDecimal: Comparable, Hashable, CustomStringConvertible {
  /// The canonical text.
  public var description: String { "" }
  /// Equality by number.
  public static func == (a: Self, b: Self) -> Bool { false }
  static func == (a: Self, b: Int64) -> Bool { false }
  /// Order.
  public static func < (a: Self, b: Self) -> Bool { false }
  /// Hash
  public func hash(into hasher: inout Hasher) {}
}
extension CalendarDate: CustomStringConvertible {
  /// Reads `2026-01-31`.
  public init?(_ text: String) { return nil }
  /// ISO 8601.
  public var description: String { "" }
}
