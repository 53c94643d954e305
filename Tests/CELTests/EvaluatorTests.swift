import CEL
import Testing

/// Cases of meaning, each asked of Swift and of PostgreSQL.
struct EvaluatorTests {
  static let facts: CEL.Row = [
    "form": [
      "yes": true, "count": 3, "granted": decimal("8600.01"), "name": "Li", "cause": "other",
      "tags": ["a", "b"], "numbers": [3, 1, 2],
      "people": [["age": 45, "disabled": false], ["age": 12], ["age": 70, "disabled": true]],
      "limit": "not a number",
    ],
    "checks": [],
  ]

  private static func decimal(_ text: String) -> Value {
    ExactDecimal(text).map(Value.decimal) ?? "not a decimal"
  }

  /// An expression and what it comes to, as JSON; `NULL` for an error.
  static let table: [(String, String)] = [
    // An error on one side of && and || is absorbed by the other.
    ("form.no && false", "false"), ("false && form.no", "false"), ("form.no && true", "NULL"),
    ("form.no || true", "true"), ("true || form.no", "true"), ("form.no || false", "NULL"),
    ("form.no && form.no", "NULL"), ("!form.no", "NULL"),
    // Absent fields, and fields of another type.
    ("form.no", "NULL"), ("has(form.no)", "false"), ("has(form.yes)", "true"),
    ("form.limit", "NULL"), ("has(form.limit)", "false"), ("has(form.address.city)", "false"),
    ("form.no == form.no", "NULL"), ("form.no ? 1 : 1", "NULL"), ("form.yes ? 1 : form.count", "1"),
    ("form.no ? 1 : 2", "NULL"), ("has(form.no) ? 1 : 2", "2"),
    // Macros over absent fields.
    ("form.people.exists(p, p.disabled)", "true"), ("form.people.all(p, p.disabled)", "false"),
    ("form.people.all(p, p.age > 11 || p.disabled)", "true"),
    ("form.people.all(p, !p.disabled || p.age == 70)", "NULL"),
    ("form.people.exists_one(p, p.disabled)", "NULL"),
    ("form.people.exists_one(p, has(p.disabled) && p.disabled)", "true"),
    ("form.people.filter(p, p.disabled)", "NULL"), ("size(form.people.filter(p, p.age > 17))", "2"),
    ("form.people.map(p, p.age)", "[45,12,70]"), ("form.people.map(p, p.disabled)", "NULL"),
    ("form.people.map(p, has(p.disabled), p.disabled)", "[false,true]"),
    ("form.matrix.all(r, true)", "NULL"), ("form.matrix.exists(r, true)", "NULL"),
    ("form.matrix.map(r, 1)", "NULL"), ("checks.all(c, c.result == 'pass')", "true"),
    ("checks.exists(c, c.result == 'pass')", "false"), ("checks.exists_one(c, true)", "false"),
    // Whole numbers.
    ("9223372036854775807 + 1", "NULL"), ("-9223372036854775808 - 1", "NULL"),
    ("-(-9223372036854775808)", "NULL"), ("-9223372036854775808 * -1", "NULL"),
    ("3037000500 * 3037000500", "NULL"), ("7 / 0", "NULL"), ("7 % 0", "NULL"),
    ("-9223372036854775808 / -1", "NULL"), ("-9223372036854775808 % -1", "NULL"),
    ("-7 / 2", "-3"), ("-7 % 2", "-1"), ("7 % -2", "1"),
    // Decimals are exact, and rounded only where it is said.
    ("0.1 + 0.2 == 0.3", "true"), ("1.10 * 1.10", "1.2100"), ("2.50 == 2.5", "true"),
    ("5 == 5.00", "true"), ("2.5 > 2", "true"), ("div(8600.01, 3, 2)", "2866.67"),
    ("div(2.5, 1, 0)", "3"), ("div(-2.5, 1, 0)", "-3"), ("div(1, 3, 9)", "0.333333333"),
    ("div(0.4445, 1, 3)", "0.445"), ("div(0.4444, 1, 2)", "0.44"), ("div(1, 0, 2)", "NULL"),
    ("round(2.345, 2)", "2.35"), ("round(-2.345, 2)", "-2.35"), ("round(2.344, 2)", "2.34"),
    ("999999999999999999.99 + 0.01", "NULL"), ("999999999999999999.99 * 2", "NULL"),
    ("9223372036854775807 + 0.5", "NULL"), ("9223372036854775807 > 0.5", "true"),
    ("sum([0.10, 0.20])", "0.30"), ("sum([1, 2.5])", "3.5"), ("sum([])", "0"), ("min([])", "NULL"),
    ("max([1, 2.5, 2])", "2.5"), ("sum([9223372036854775807, 1, -1])", "9223372036854775807"),
    ("sum([9223372036854775807, 1])", "NULL"), ("facts.per_head", "2866.67"),
    // Texts by Unicode scalars.
    ("'é' == 'e\\u0301'", "false"), ("size('e\\u0301')", "2"), ("size('👩‍👧')", "3"),
    ("'é' in ['e\\u0301']", "false"), ("'Z' < 'a'", "true"), ("'\\uFFFB' < '\\U0001F62C'", "true"),
    ("'e\\u0301'.startsWith('e')", "true"), ("'a%b'.contains('%')", "true"),
    ("''.endsWith('')", "true"),
    ("'it\\'s \\\\ ok'", "\"it's \\\\ ok\""),
    ("max(['a', 'Z', 'é'])", "\"é\""), ("'a' + 'b' == 'ab'", "true"),
    // Lists.
    ("3 in form.numbers", "true"), ("3 in []", "false"), ("form.limit in []", "NULL"),
    ("form.count in form.matrix[0]", "NULL"), ("[1, form.limit]", "NULL"), ("[1, 2][2]", "NULL"),
    ("[1, 2][-1]", "NULL"), ("[1] + [2] == [1, 2]", "true"), ("[1] == [1.0]", "true"),
    ("[[1]] == [[1], []]", "false"), ("[1] in [[1]]", "true"), ("[1] in [[2]]", "false"),
    ("form.numbers.filter(n, n > 1)", "[3,2]"),
    // Dates.
    ("days(date('2024-02-28'), date('2024-03-01'))", "2"),
    ("days(date('2026-03-01'), date('2026-02-01'))", "-28"),
    ("string(add_months(date('2024-01-31'), 1))", "\"2024-02-29\""),
    ("string(add_months(date('2023-01-31'), 1))", "\"2023-02-28\""),
    ("string(add_months(date('2024-02-29'), -12))", "\"2023-02-28\""),
    ("string(add_months(date('1900-01-29'), 1))", "\"1900-02-28\""),
    ("add_months(date('9999-12-01'), 1)", "NULL"), ("add_months(date('0001-01-31'), -1)", "NULL"),
    ("add_months(today, 1)", "NULL"),
    ("add_months(date('2026-01-01'), 9223372036854775807)", "NULL"),
    ("age(date('2000-02-29'), date('2023-02-28'))", "22"),
    ("age(date('2000-02-29'), date('2023-03-01'))", "23"),
    ("age(date('2000-05-01'), date('2018-04-30'))", "17"),
    ("age(date('2000-05-01'), date('2000-04-30'))", "-1"),
    ("date('2026-03-01').getDayOfWeek()", "0"), ("date('2024-12-31').getDayOfYear()", "365"),
    ("date('0001-01-01').getDayOfWeek()", "1"), ("string(date('0001-01-01'))", "\"0001-01-01\""),
    // Timestamps and durations.
    ("timestamp('9999-12-31T23:59:59.999999Z') + duration('1us')", "NULL"),
    ("timestamp('0001-01-01T00:00:00Z') - duration('1us')", "NULL"),
    ("timestamp(253402300800)", "NULL"), ("timestamp(-62135596800) < now", "NULL"),
    ("string(timestamp('2026-03-01T17:00:00.250+08:00'))", "\"2026-03-01T09:00:00.25Z\""),
    ("string(timestamp('1969-12-31T23:59:59.5Z'))", "\"1969-12-31T23:59:59.5Z\""),
    ("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"),
    ("timestamp('1969-12-31T23:59:59.5Z').getSeconds()", "59"),
    (
      "timestamp('2026-03-02T00:00:00Z') - timestamp('2026-03-01T00:00:00Z') == duration('24h')",
      "true"
    ),
    ("string(duration('-1.5s'))", "\"-1.5s\""), ("string(duration('90m'))", "\"5400s\""),
    ("duration('-1.5s').getMilliseconds()", "-500"), ("duration('90m').getHours()", "1"),
    ("duration('9223372036.854775s') + duration('1us')", "NULL"),
    ("duration('-9223372036.854775s') - duration('1us')", "NULL"),
    ("duration('9223372036.854774s') + duration('1us') > duration('0')", "true"),
    ("timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", "NULL"),
    ("timestamp('0001-01-01T00:00:00Z') - timestamp('9999-12-31T23:59:59Z')", "NULL"),
    ("sum([duration('1s'), duration('500ms')]) == duration('1.5s')", "true"),
    // Conversions.
    ("string(2.50)", "\"2.50\""), ("string([1, 2.50][0])", "\"1.00\""), ("string(-5)", "\"-5\""),
    ("string(true)", "\"true\""), ("bool('t')", "true"), ("bool('yes')", "NULL"),
    // Arithmetic on what an empty list never holds: once a cast that PostgreSQL did not find.
    ("-min([-9223372036854775808, 0.5])", "NULL"), ("-min([-5, 0.5])", "5"),
    ("-[][18] + 1", "NULL"), ("[].map(n, -n) == []", "true"),
  ]

  @Test
  func `Swift evaluates the table`() {
    for (source, expected) in Self.table {
      #expect(answer(source) == expected, "\(source)")
    }
  }

  private func answer(_ source: String) -> String {
    switch CEL.check(source, in: Samples.environment) {
    case .failure: "ERROR"
    case .success(let expression): expression.evaluate(Self.facts).value?.json ?? "NULL"
    }
  }

  @Test
  func `PostgreSQL evaluates the table`() throws {
    let questions = Self.table.compactMap { source, _ -> SQLQuestion? in
      guard case .success(let expression) = CEL.check(source, in: Samples.environment) else {
        return nil
      }
      let expected = expression.evaluate(Self.facts).value
      return SQLQuestion(expression, asked: [(Value.row(Self.facts).json, expected)])
    }
    #expect(questions.count == Self.table.count)
    let found = try RulesDatabase.disagreements(questions)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("form.no", Failure.absent("form.no")),
    ("form.people[1].disabled", .absent("disabled")),
    ("1 / 0", .divisionByZero("/")),
    ("div(1, 0, 2)", .divisionByZero("div")),
    ("9223372036854775807 + 1", .outOfRange("+")),
    ("form.tags[5]", .noSuchItem("5")),
    ("bool('x')", .invalid("bool")),
  ])
  func `a failure says why`(source: String, failure: Failure) throws {
    let expression = try CEL.check(source, in: Samples.environment).get()
    #expect(expression.evaluate(Self.facts) == .failure(failure))
  }

  @Test
  func `a refusal can be explained by what was read`() throws {
    let guardRule = try CEL.check(
      "facts.per_head <= 2500.00 && form.count > 1", in: Samples.environment
    ).get()
    let explanation = guardRule.explain(Self.facts)
    #expect(explanation.source == "facts.per_head <= 2500.00 && form.count > 1")
    #expect(explanation.result == .value(false))
    #expect(explanation.parts.map(\.source) == ["facts.per_head <= 2500.00", "form.count > 1"])
    #expect(explanation.parts.map(\.result) == [.value(false), .value(true)])
    #expect(
      explanation.reads.map { "\($0.path) = \($0.result.value?.description ?? "absent")" } == [
        "facts.per_head = 2866.67", "form.granted = 8600.01",
        """
        form.people = [{age: 45, disabled: false}, {age: 12}, {age: 70, disabled: true}]
        """, "form.count = 3",
      ])
    #expect(
      explanation.parts[0].parts[0].parts[0].source == "div(form.granted, size(form.people), 2)")
  }

  @Test
  func `an explanation names what is missing`() throws {
    let guardRule = try CEL.check("form.no || form.limit > 3", in: Samples.environment).get()
    let explanation = guardRule.explain(Self.facts)
    #expect(explanation.result == .failure(.absent("form.no")))
    #expect(
      explanation.reads == [
        Explanation.Reading(path: "form.no", result: .failure(.absent("form.no"))),
        Explanation.Reading(path: "form.limit", result: .failure(.absent("form.limit"))),
      ])
  }

  @Test
  func `a macro is explained item by item`() throws {
    let guardRule = try CEL.check("form.numbers.all(n, n > 1)", in: Samples.environment).get()
    let explanation = guardRule.explain(Self.facts)
    #expect(explanation.parts.map(\.source) == ["form.numbers", "n > 1", "n > 1", "n > 1"])
    #expect(
      explanation.parts.dropFirst().map(\.result) == [.value(true), .value(false), .value(true)])
  }
}
