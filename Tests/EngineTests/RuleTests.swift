import CEL
import Engine
import Testing
import Workflows

@Suite struct RuleTests {
  @Test func `a case goes from intake to payment when every rule holds`() throws {
    var play = try Play.inDecision("4000.00")
    #expect(play.snapshot.state == "decision")
    let approval = try play.take("approve", zhao)
    #expect(
      approval.movements == [
        .init(kind: "reserve", amount: Amount(minorUnits: 400_000), fund: "relief")
      ])
    #expect(play.snapshot.money.outstanding.description == "4000.00")
    #expect(play.snapshot.funds["relief"]?.description == "96000.00")
    let payment = try play.take("pay", sun)
    #expect(
      payment.movements == [
        .init(kind: "pay", amount: Amount(minorUnits: 400_000), payee: "12345678")
      ])
    #expect(payment.message == "paid")
    #expect(play.snapshot.state == "paid")
    #expect(play.snapshot.money.paid.description == "4000.00")
    #expect(play.snapshot.money.outstanding == .zero)
    #expect(play.snapshot.version == 6)
    #expect(play.snapshot.due == nil)
  }

  @Test func `an action from another state is refused by the state alone`() throws {
    let play = try Play.opened()
    #expect(play.rules("pay", he) == ["state"])
    #expect(play.rules("no_such_action", he) == ["state"])
  }

  @Test func `a final state is never left`() throws {
    var play = try Play.opened()
    try play.take("withdraw", li)
    #expect(play.rules("withdraw", li) == ["state"])
    #expect(play.rules(.hold(reason: "papers", until: nil), li) == ["state"])
  }

  @Test func `all failing rules are reported in the documented order`() throws {
    var play = try Play.inReview(
      [
        .init("income", "9999.99"), .init("cause", "illness"), .init("note", .null),
        .init("owner", "somebody"),
      ].filter { $0.name != "cause" } + [.init("cause", "other"), .init("note", "x")])
    play.snapshot.hold = .init(reason: "papers", since: instant(9))
    play.snapshot.enteredAt = instant(9, day: 6)
    var actor = li
    actor.roles = ["clerk"]
    actor.isApplicant = true
    actor.isRelated = true
    let given: [Command.FieldEntry] = [.init("granted", "70000"), .init("income", "1")]
    let explanation = try #require(
      play.procedure.explain("recommend", fields: given, expect: 1, on: play.snapshot, by: actor))
    #expect(
      explanation.verdicts.filter { $0.truth != .holds }.map(\.rule) == [
        "held", "role", "only", "applicant", "unrelated", "distinct_from", "distinct_from",
        "after", "expect", "field:income", "field:granted", "fill:granted", "eligible", "checked",
      ])
    // who lacks the role is told no more
    #expect(
      play.rules(.act(action: "recommend", fields: given, expect: 1), actor)
        == ["held", "role", "only"])
    actor.roles = ["reviewer"]
    #expect(
      play.rules(.act(action: "recommend", fields: given, expect: 1), actor) == ["held", "only"])
  }

  @Test(arguments: [
    ("name", "abcdefghijk", "too_long"), ("born", "2026-03-02", "check"),
    ("born", "2. 3. 1980", "type"), ("income", "-1", "min"), ("income", "1.005", "decimals"),
    ("income", "1e3", "type"), ("income", "1,000", "type"),
    ("income", "1000000000000000000", "too_large"), ("cause", "fire", "choice"),
    ("owner", "wang2", "staff"), ("account", "123", "pattern"), ("account", "1234 ", "pattern"),
    ("granted", "1", "not_here"), ("colour", "red", "not_here"),
  ])
  func `a value that does not fit its field is refused with the reason`(
    field: String, value: String, why: String
  ) throws {
    var play = try Play.opened()
    play.snapshot.staff = ["wang": ["reviewer"]]
    let refusals = play.decide(
      .act(
        action: "submit", fields: soundFields([.init(field, .text(value))]), expect: nil), li
    ).refusals
    let refusal = try #require(refusals.first)
    #expect(refusal.rule == "field:\(field)")
    #expect(refusal.arguments["why"] == .text(why))
  }

  @Test func `what is left empty is named, and a conditional field only under its condition`()
    throws
  {
    let play = try Play.opened()
    #expect(
      play.rules("submit", li) == [
        "fill:name", "fill:born", "fill:income", "fill:people", "fill:cause", "fill:owner",
        "fill:account",
      ])
    let without = soundFields([.init("note", .null)])
    #expect(play.rules("submit", li, without) == ["fill:note"])
    let ill = soundFields([.init("note", .null), .init("cause", "illness")])
    #expect(play.rules("submit", li, ill) == ["document:medical"])
  }

  @Test(arguments: [
    (CaseSnapshot.CaseDocument(isReceived: false), "missing" as String?), (.init(), "undated"),
    (.init(issuedOn: CalendarDate("2026-01-30")), "too_old"),
    (.init(issuedOn: CalendarDate("2026-01-31")), nil),
    (.init(isReceived: false, isWaived: true), nil),
  ])
  func `a document is missing, undated, too old or sound`(
    document: CaseSnapshot.CaseDocument, why: String?
  ) throws {
    var play = try Play.opened()
    play.snapshot.documents["proof"] = document
    let refusals = play.decide(
      .act(action: "submit", fields: soundFields(), expect: nil), li
    ).refusals
    #expect(refusals.map(\.rule) == (why == nil ? [] : ["document:proof"]))
    #expect(refusals.first?.arguments["why"] == why.map { .text($0) })
  }

  @Test func `a guard that fails tells what it read`() throws {
    let play = try Play.inReview([.init("income", "8600.01")])
    let refusal = try #require(
      play.decide(
        .act(action: "recommend", fields: [.init("granted", "1")], expect: nil), wang
      ).refusals.first)
    #expect(refusal.rule == "eligible")
    #expect(!refusal.isUndecided)
    let perHead = try #require(refusal.readings.first { $0.path == "facts.per_head" })
    #expect(perHead.value == .decimal(try #require(ExactDecimal("2866.67"))))
    let text = RefusalText(refusal, in: play.procedure.workflow, language: "en")
    #expect(text.what == "Income per head is above the limit.")
    #expect(
      text.facts.prefix(2) == [
        "facts.per_head is 2,866.67, the limit is 2,500.00",
        "no row of Household is as it must be: p.disabled",
      ])
    #expect(text.facts.contains("form.income is 8,600.01"))
    let chinese = RefusalText(refusal, in: play.procedure.workflow, language: "zh-Hans")
    #expect(chinese.what == "人均收入超标。")
    #expect(chinese.facts.first == "facts.per_head 为 2,866.67，上限为 2,500.00")
  }

  @Test func `a guard that cannot be decided names what is missing and does not pass`() throws {
    var play = try Play.inReview()
    play.snapshot.fields["income"] = nil
    let refusal = try #require(
      play.decide(
        .act(action: "recommend", fields: [.init("granted", "1")], expect: nil), wang
      ).refusals.first)
    #expect(refusal.rule == "eligible")
    #expect(refusal.isUndecided)
    #expect(refusal.missing == ["form.income"])
  }

  @Test func `an open check holds the case back and one that is not needed does not`() throws {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    #expect(play.snapshot.checks.map(\.result) == ["open", "not_needed"])
    try play.wait(until: instant(9, day: 6))
    let grant = [Command.FieldEntry("granted", "1")]
    #expect(play.rules("recommend", wang, grant) == ["checked"])
    #expect(play.rules(.check(name: "means", result: "pass"), wang) == ["check"])
    #expect(play.rules(.check(name: "visit", result: "pass"), wang) == ["role"])
    try play.take(.check(name: "visit", result: "pass"), li)
    #expect(play.rules("recommend", wang, grant) == [])
  }

  @Test func `an action may be limited in number, over all rounds`() throws {
    var play = try Play.inReview()
    try play.take("send_back", wang)
    #expect(play.snapshot.state == "intake")
    #expect(play.snapshot.visit == 3)
    try play.take("submit", li)
    #expect(play.snapshot.checks.map(\.result) == ["open", "not_needed"])
    #expect(play.rules("send_back", wang) == ["at_most"])
  }

  @Test func `who took part in an earlier round may not take the later step`() throws {
    var play = try Play.inReview()
    try play.take("send_back", li)
    var other = li
    other.person = "p-other"
    try play.take("submit", other)
    try play.take(.check(name: "visit", result: "pass"), other)
    try play.wait(until: instant(9, day: 16))
    play.snapshot.fields["owner"] = "li"
    #expect(
      play.decide(
        .act(action: "recommend", fields: [.init("granted", "1")], expect: nil), li
      ).refusals.map(\.reference) == ["submit", "check visit"])
  }

  @Test func `nobody opens without a role that starts`() throws {
    let play = try Play()
    #expect(play.rules(.open(action: nil, fields: []), sun) == ["role"])
    var own = li
    own.isApplicant = true
    #expect(play.rules(.open(action: nil, fields: []), own) == ["applicant"])
  }
}
