import CEL
import Engine
import Testing
import Workflows

/// Where random commands had shown the pure engine to say otherwise than the database.
@Suite struct AfterWalkTests {
  @Test func `a void vote can still be taken back, in the role in which it was given`() throws {
    var play = try Play.inDecision("12000")
    let vote = try play.take("approve", zhao)
    for index in play.snapshot.entries.indices { play.snapshot.entries[index].signed = nil }
    let outcome = try play.take(.recall(action: "approve"), zhao)
    #expect(outcome.recalled == vote.entry.sequence)
    #expect(outcome.entry.role == vote.entry.role)
    #expect(play.rules(.recall(action: "approve"), zhao) == ["voted"])
  }

  @Test(arguments: [
    ("1e3", "1000.00"), ("1.5E1", "15.00"), ("-2e0", "-2.00"), ("125e-1", "12.50"),
    ("1e-2", "0.01"), ("1e-3", nil), ("1e99", nil),
  ])
  func `a number of JSON may have an exponent`(digits: String, kept: String?) throws {
    let procedure = try procedure()
    var field = try #require(procedure.workflow.fields.first)
    field.type = .money(min: nil, max: nil)
    let value = try? FieldInput().value(.number(digits), for: field)
    #expect(value?.description == kept)
  }

  @Test(arguments: [("500.00", ["fund"]), ("1000.00", [])])
  func `what an action releases is room for what it reserves`(
    returned: String, refused: [String]
  ) throws {
    let text = """
      casework: 1
      workflow: again
      version: 1
      number: AG
      label: {en: Again, zh-Hans: 重来}
      calendar: cn_public
      currency: CNY
      roles: {clerk: {en: Clerk, zh-Hans: 经办人}}
      form: {sum: {type: money, min: 0}}
      start: held
      states:
        held: {deadline: {within: 5 days, escalate_to: clerk}}
        done: {ends: done}
      actions:
        renew:
          from: held
          to: held
          role: clerk
          fill: [sum]
          money: [{release: reserved}, {reserve: form.sum, fund: relief}]
        finish: {from: held, to: done, role: clerk, money: {release: reserved}}
      """
    let procedure = try procedure(text)
    var snapshot = CaseSnapshot(
      state: "held", now: instant(9), today: try #require(procedure.calendar.date(of: instant(9))))
    snapshot.version = 1
    snapshot.funds = ["relief": .zero]
    snapshot.money.outstanding = try #require(Amount("1000.00"))
    snapshot.returns = ["relief": try #require(Amount(returned))]
    let clerk = Actor(login: "lu", person: "p-lu", roles: ["clerk"])
    let decision = procedure.decide(
      .act(action: "renew", fields: [.init("sum", "1000.00")], expect: 1), on: snapshot, by: clerk)
    #expect(decision.refusals.map(\.rule) == refused)
    snapshot.funds = [:]
    let empty = procedure.decide(
      .act(action: "renew", fields: [.init("sum", .null)], expect: 1), on: snapshot, by: clerk)
    #expect(empty.refusals.map(\.rule) == ["fill:sum", "fund", "amount"])
    snapshot.funds = ["relief": .zero]
    if let outcome = decision.outcome {
      let next = procedure.evolve(snapshot, outcome)
      #expect(next.funds["relief"] == .zero)
      #expect(next.returns["relief"]?.description == "1000.00")
    }
  }
}
