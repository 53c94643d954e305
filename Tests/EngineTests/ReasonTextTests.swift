import CEL
import Engine
import Testing
import Workflows

/// What people read when a guard refuses.
@Suite struct ReasonTextTests {
  private static let table: [(rule: String, english: [String], chinese: [String])] = [
    (
      "form.granted <= 2500.00", ["Granted is 2,866.67, the limit is 2,500.00"],
      ["批准金额为 2,866.67，上限为 2,500.00"]
    ),
    (
      "form.granted <= form.income", ["Granted is 2,866.67, the limit is 1,000.00 (Income)"],
      ["批准金额为 2,866.67，上限为 1,000.00（收入）"]
    ),
    (
      "3000.00 < form.granted", ["Granted is 2,866.67, it must be above 3,000.00"],
      [
        "批准金额为 2,866.67，须大于 3,000.00"
      ]
    ),
    ("form.cause == 'other'", ["Cause is 'Illness', it must be 'Other'"], ["原因为 “疾病”，须为 “其他”"]),
    (
      "form.cause in ['other']", ["Cause is 'Illness', it must be one of 'Other'"],
      ["原因为 “疾病”，须为 “其他” 之一"]
    ),
    ("has(form.note)", ["Note is empty"], ["说明为空"]),
    ("form.note == 'x'", ["Note is empty"], ["说明为空"]),
    ("!has(form.cause)", ["Cause is filled, it must be empty"], ["原因已填写，须为空"]),
    (
      "form.people.all(p, p.age >= 18)", ["row 2: age is 17, the least is 18"],
      ["第 2 行：age 为 17，下限为 18"]
    ),
    (
      "form.people.exists(p, p.disabled)", ["no row of Household is as it must be: p.disabled"],
      ["家庭成员中没有符合条件的行：p.disabled"]
    ),
    (
      "form.people.all(p, p.disabled)", ["row 1: disabled is false, it must be true"],
      ["第 1 行：disabled 为假，须为真"]
    ),
  ]

  private static let form = RowType(
    "form",
    [
      "granted": .decimal(scale: 2), "income": .decimal(scale: 2), "note": .string,
      "cause": .choice(["illness", "other"]),
      "people": .list(.row(RowType("person", ["age": .int, "disabled": .bool]))),
    ])

  @Test func `a guard that fails says the values and the limits in the person's language`() throws {
    var environment = Environment()
    environment.declare("form", .row(Self.form))
    let granted = try #require(ExactDecimal("2866.67"))
    let income = try #require(ExactDecimal("1000.00"))
    let facts: CEL.Row = [
      "form": [
        "granted": .decimal(granted), "income": .decimal(income), "cause": "illness",
        "people": [["age": 45, "disabled": false], ["age": 17, "disabled": false]],
      ]
    ]
    let workflow = try procedure().workflow
    for (rule, english, chinese) in Self.table {
      let reasons = try CEL.check(rule, in: environment).get().reasons(facts)
      let refusal = Refusal(.when, "r", reasons: reasons)
      #expect(RefusalText(refusal, in: workflow, language: "en").facts == english, "\(rule)")
      #expect(RefusalText(refusal, in: workflow, language: "zh-Hans").facts == chinese, "\(rule)")
    }
  }
}
