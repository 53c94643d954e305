import CEL
import Testing

struct SQLTextTests {
  @Test(arguments: [
    ("true", "true"),
    ("5", "(5)::pg_catalog.numeric"),
    ("form.count", "casework_rules.as_int(((f -> 'form') -> 'count'))"),
    ("today", "casework_rules.as_date((f -> 'today'))"),
    ("date('1970-01-02')", "(1)::pg_catalog.numeric"),
    ("duration('1.5s')", "(1500000)::pg_catalog.numeric"),
    (#"'it\'s \\'"#, #"'it''s \'::pg_catalog.text"#),
    (
      "form.granted <= form.requested",
      """
      (casework_rules.as_decimal(((f -> 'form') -> 'granted'), 2) <= \
      casework_rules.as_decimal(((f -> 'form') -> 'requested'), 2))
      """
    ),
    (
      "form.name == 'a'",
      """
      (casework_rules.as_text(((f -> 'form') -> 'name')) = 'a'::pg_catalog.text COLLATE "C")
      """
    ),
    ("has(form.count)", "(casework_rules.as_int(((f -> 'form') -> 'count')) IS NOT NULL)"),
    (
      "1 + 2",
      "casework_rules.int64((1)::pg_catalog.numeric + (2)::pg_catalog.numeric)"
    ),
    (
      "1 / 0",
      """
      casework_rules.int64(pg_catalog.div((1)::pg_catalog.numeric, \
      NULLIF((0)::pg_catalog.numeric, 0)))
      """
    ),
    (
      "form.yes ? 1 : 2",
      """
      CASE casework_rules.as_bool(((f -> 'form') -> 'yes')) WHEN true THEN \
      (1)::pg_catalog.numeric WHEN false THEN (2)::pg_catalog.numeric END
      """
    ),
    (
      "form.cause in ['illness', 'other']",
      """
      (casework_rules.as_text(((f -> 'form') -> 'cause')) COLLATE "C" = \
      ANY (ARRAY['illness'::pg_catalog.text, 'other'::pg_catalog.text]))
      """
    ),
    (
      "[1, 2].all(n, n > 0)",
      """
      (SELECT CASE WHEN l0.v IS NOT NULL THEN TRUE = ALL (SELECT \
      (casework_rules.as_int(e0.v) > (0)::pg_catalog.numeric) \
      FROM pg_catalog.jsonb_array_elements(l0.v) AS e0(v)) END FROM (SELECT \
      casework_rules.list(ARRAY[pg_catalog.to_jsonb((1)::pg_catalog.numeric), \
      pg_catalog.to_jsonb((2)::pg_catalog.numeric)]) AS v OFFSET 0) AS l0)
      """
    ),
    (
      "round(1.005, 2)",
      "casework_rules.decimal18(pg_catalog.round((1.005)::pg_catalog.numeric, 2))"
    ),
  ])
  func `an expression has this SQL`(source: String, sql: String) throws {
    #expect(try CEL.check(source, in: Samples.environment).get().sql(facts: "f") == sql)
  }

  @Test
  func `what only the full language has is NULL`() throws {
    let environment = Environment(language: .full)
    #expect(
      try CEL.check("{'a': 1}", in: environment).get().sql(facts: "f") == "NULL::pg_catalog.jsonb")
    #expect(
      try CEL.check("int('1')", in: environment).get().sql(facts: "f") == "NULL::pg_catalog.numeric"
    )
  }

  @Test
  func `the deepest expression that is accepted runs in PostgreSQL`() throws {
    var source = "form.count"
    while case .success = CEL.check("(\(source) + 1)", in: Samples.environment) {
      source = "(\(source) + 1)"
    }
    var lists = "form.numbers"
    while case .success = CEL.check("\(lists).filter(n, n > 0)", in: Samples.environment) {
      lists += ".filter(n, n > 0)"
    }
    let questions = try [source, lists].map { source in
      let expression = try CEL.check(source, in: Samples.environment).get()
      let facts = EvaluatorTests.facts
      return SQLQuestion(
        expression, asked: [(Value.row(facts).json, expression.evaluate(facts).value)])
    }
    #expect(source.count > 400 && lists.count > 1_000)
    #expect(try RulesDatabase.disagreements(questions) == [])
  }
}
