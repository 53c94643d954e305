import CEL
import Engine
import Testing
import Workflows

/// A procedure that is opened by actions of its own, with routes, a visit by two, and deadlines that
/// count from a date of the form.
private let referralText = """
  casework: 1
  workflow: referral
  version: 1
  number: RF
  label: {en: Referral}
  calendar: test_days
  roles:
    clerk: {en: Clerk}
    visitor: {en: Visitor}
    supervisor: {en: Supervisor}
    cashier: {en: Cashier}
  form:
    asked: {type: money, min: 0, label: {en: Asked}}
    share: {type: decimal(2), optional: true, label: {en: Share}}
    award_on: {type: date, label: {en: Award}}
    account: {type: text, label: {en: Account}}
    found: {type: text, label: {en: Finding}}
  start: desk
  states:
    desk: {label: {en: Desk}, phase: work, deadline: {of: form.award_on, within: 10 days, escalate_to: supervisor}}
    large: {label: {en: Large}, phase: work, deadline: {within: 9 days, escalate_to: supervisor}}
    agreed: {label: {en: Agreed}, phase: work, deadline: {within: 9 days, escalate_to: supervisor}}
    paid: {label: {en: Paid}, ends: paid}
    closed: {label: {en: Closed}, ends: closed}
  deadlines:
    appeal: {of: form.award_on, within: 15 days, while: [phase work], escalate_to: supervisor}
  actions:
    refer:
      label: {en: Refer}
      from: new
      to: [{when: form.asked > 1000.00, to: large}, {otherwise: desk}]
      role: clerk
      fill: [asked, award_on, account]
    apply: {label: {en: Apply}, from: new, to: desk, role: clerk, fill: [asked, award_on, account]}
    amend: {label: {en: Amend}, from: [desk, large], to: desk, role: clerk, fill: [award_on]}
    visit: {label: {en: Visit}, from: desk, to: large, role: visitor, people: 2, fill: [found]}
    settle:
      label: {en: Settle}
      from: large
      to: [{when: form.share > 0.50, to: agreed}, {otherwise: closed}]
      role: clerk
      fill: [{share: {optional: true}}]
    agree: {label: {en: Agree}, from: agreed, to: agreed, role: supervisor, at_most: 1, money: {reserve: form.asked, fund: relief}}
    pay: {label: {en: Pay}, from: agreed, to: paid, role: cashier, money: {pay: reserved, payee: form.account}}
    stop: {label: {en: Stop}, from: [phase work], to: closed, role: clerk, money: {release: reserved}}
  """

@Suite struct OpeningTests {
  private static func fields(_ asked: String) -> [Command.FieldEntry] {
    [.init("asked", .text(asked)), .init("award_on", "2026-02-25"), .init("account", "1")]
  }

  @Test(arguments: [("1000.00", "desk"), ("1000.01", "large")])
  func `a case starts where its amount leads`(asked: String, state: String) throws {
    var play = try Play(referralText)
    let outcome = try play.take(.open(action: "refer", fields: Self.fields(asked)), li)
    #expect(play.snapshot.state == state)
    #expect(outcome.entry.kind == "open")
    #expect(outcome.entry.openingAction == "refer")
    #expect(outcome.entry.from == nil)
    #expect(play.snapshot.visit == 1)
    #expect(play.rules("refer", li) == ["state"])
  }

  @Test func `which action opens must be said where there are several`() throws {
    let play = try Play(referralText)
    #expect(play.rules(.open(action: nil, fields: []), li) == ["state"])
    #expect(play.rules(.open(action: "stop", fields: []), li) == ["state"])
    #expect(
      play.rules(.open(action: "apply", fields: []), li)
        == ["fill:asked", "fill:award_on", "fill:account"])
    #expect(play.rules(.open(action: "apply", fields: Self.fields("1")), sun) == ["role"])
    #expect(
      play.procedure.possibleActions(on: play.snapshot, by: li).map(\.name) == ["refer", "apply"])
  }

  @Test func `a route that cannot be decided is refused and names what is missing`() throws {
    var play = try Play(referralText)
    try play.take(.open(action: "refer", fields: Self.fields("2000")), li)
    let refusal = try #require(
      play.decide(.act(action: "settle", fields: [], expect: nil), li).refusals.first)
    #expect(refusal.rule == "route")
    #expect(refusal.missing == ["form.share"])
    try play.take("settle", li, [.init("share", "0.51")])
    #expect(play.snapshot.state == "agreed")
  }

  @Test func `a deadline that counts from a date follows the date and no hold`() throws {
    var play = try Play(referralText)
    try play.take(.open(action: "apply", fields: Self.fields("2000")), li)
    #expect(play.snapshot.due?.at.description == "2026-03-07T16:00:00Z")
    #expect(play.snapshot.due?.field == "award_on")
    #expect(play.snapshot.deadlines.map(\.name) == ["appeal"])
    #expect(play.snapshot.deadlines[0].due.at.description == "2026-03-12T16:00:00Z")
    try play.take("amend", li, [.init("award_on", "2026-02-26")])
    #expect(play.snapshot.due?.at.description == "2026-03-08T16:00:00Z")
    #expect(play.snapshot.deadlines[0].due.at.description == "2026-03-13T16:00:00Z")
    #expect(play.snapshot.visit == 1)
    try play.take(.correct(field: "award_on", value: "2026-02-27"), li)
    #expect(play.snapshot.due?.at.description == "2026-03-09T16:00:00Z")
    play.snapshot.hold = .init(reason: "papers", since: play.snapshot.now)
    try play.wait(until: instant(9, day: 20))
    #expect(
      play.procedure.clockSteps(on: play.snapshot) == [
        .escalate(role: "supervisor"), .escalateDeadline(name: "appeal", role: "supervisor"),
      ])
  }

  @Test func `two visitors sign a record, which binds no payment`() throws {
    var play = try Play(referralText)
    try play.take(.open(action: "apply", fields: Self.fields("2000")), li)
    let first = Actor(login: "v1", person: "p-v1", roles: ["visitor"])
    let second = Actor(login: "v2", person: "p-v2", roles: ["visitor"])
    let found = [Command.FieldEntry("found", "in need")]
    #expect(try play.take("visit", first, found).isEffective == false)
    #expect(play.rules("visit", first) == ["voted"])
    #expect(try play.take("visit", second).isEffective)
    try play.take("settle", li, [.init("share", "0.60")])
    try play.take("agree", zhao)
    #expect(play.rules("agree", zhao) == ["at_most"])
    try play.take(.correct(field: "account", value: "2"), li)
    let payment = try play.take("pay", sun)
    #expect(payment.movements.map(\.payee) == ["2"])
  }
}
