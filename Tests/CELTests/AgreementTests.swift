import CEL
import Testing

/// Expressions on which a fuzz once found two evaluators to disagree, with what both say now.
struct AgreementTests {
  private static let facts: Row = [
    "form": ["requested": ExactDecimal("2866.67").map(Value.decimal) ?? 0, "count": 2]
  ]

  @Test(arguments: [
    ("[4611686018427387904, form.requested][0]", nil),
    ("[4611686018427387904, form.requested].exists(x, x > 1)", "true"),
    ("[4611686018427387904, form.requested].all(x, x > 1)", nil),
    ("[4611686018427387904, form.requested].map(x, x)[1]", nil),
    ("[4611686018427387904, form.requested][1]", "2866.67"),
    ("[999999999999999999, form.requested][0]", "999999999999999999"),
    ("4611686018427387904 > form.requested", "true"),
    (
      "string(false ? form.requested : 4611686018427387904) == '4611686018427387904.00'", "true"
    ),
  ])
  func `Swift and PostgreSQL say the same`(source: String, expected: String?) throws {
    let expression = try CEL.check(source, in: Samples.environment).get()
    let value = expression.evaluate(Self.facts).value
    #expect(value?.json == expected)
    let question = SQLQuestion(expression, asked: [(Value.row(Self.facts).json, value)])
    #expect(try RulesDatabase.disagreements([question]) == [])
  }
}
