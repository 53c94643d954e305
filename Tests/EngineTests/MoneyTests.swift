import Engine
import Testing
import Workflows

@Suite struct MoneyTests {
  @Test func `a reservation is a debt that withdrawing releases`() throws {
    var play = try Play.inDecision("4000")
    try play.take("approve", zhao)
    let outcome = try play.take("withdraw", li)
    #expect(outcome.movements == [.init(kind: "release", amount: Amount(minorUnits: 400_000))])
    #expect(play.snapshot.money.outstanding == .zero)
    #expect(play.snapshot.state == "closed")
  }

  @Test func `withdrawing without a reservation releases nothing and is no refusal`() throws {
    var play = try Play.opened()
    let outcome = try play.take("withdraw", li)
    #expect(outcome.movements == [.init(kind: "release", amount: .zero)])
  }

  @Test(arguments: [(Int64(400_000), [String]()), (Int64(399_999), ["fund"])])
  func `a fund gives what it has room for`(room: Int64, rules: [String]) throws {
    var play = try Play.inDecision("4000")
    play.snapshot.funds = ["relief": Amount(minorUnits: room)]
    #expect(play.rules("approve", zhao) == rules)
  }

  @Test func `a fund that does not exist gives nothing`() throws {
    var play = try Play.inDecision("4000")
    play.snapshot.funds = [:]
    let refusal = try #require(
      play.decide(.act(action: "approve", fields: [], expect: 4), zhao).refusals.first)
    #expect(refusal.rule == "fund")
    #expect(refusal.arguments["why"] == "absent")
    let decision = play.procedure.decide(
      .act(action: "approve", fields: [], expect: 4), on: play.snapshot, by: zhao,
      leavingOut: ["fund"])
    #expect(decision.outcome?.state == "approved")
  }

  @Test(arguments: [("100.00", [String]()), ("100.01", ["fund"])])
  func `nothing comes back to a closed year`(received: String, rules: [String]) throws {
    let procedure = try ShippedFile.procedure("workflows/examples/banded_grant.yaml")
    var snapshot = CaseSnapshot(
      state: "recovery", now: instant(9),
      today: try #require(procedure.calendar.date(of: instant(9))))
    snapshot.version = 5
    snapshot.money.paid = Amount(minorUnits: 400_000)
    snapshot.closedYears = [
      ClosedYear(fund: "hardship", year: 2025, before: Amount(minorUnits: 10_000))
    ]
    let jin = Actor(login: "jin", person: "p-jin", roles: ["finance_officer"])
    let refusals = procedure.decide(
      .act(
        action: "repay",
        fields: [.init("nth", .integer(1)), .init("repaid", .text(received))], expect: 5),
      on: snapshot, by: jin
    ).refusals
    #expect(refusals.map(\.rule) == rules)
    #expect(refusals.allSatisfy { $0.arguments["year"]?.string == "2025" })
  }

  @Test func `an amount of nothing cannot be paid`() throws {
    var play = try Play.inDecision("0")
    try play.take("approve", zhao)
    let refusal = try #require(
      play.decide(.act(action: "pay", fields: [], expect: 5), sun).refusals.first)
    #expect(refusal.rule == "amount")
    #expect(refusal.arguments["why"] == "nothing_reserved")
  }

  @Test(arguments: [
    ("4000", 400_000 as Int64?), ("4000.5", 400_050), ("4000.50", 400_050), ("0.01", 1),
    ("-0.01", -1), ("0.001", nil), ("9999999999999999.99", 999_999_999_999_999_999),
    ("10000000000000000", nil), ("", nil), ("1e3", nil),
  ])
  func `amounts are exact hundredths`(text: String, minorUnits: Int64?) {
    #expect(Amount(text)?.minorUnits == minorUnits)
  }

  @Test(arguments: [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56")])
  func `amounts print two digits`(minorUnits: Int64, text: String) {
    #expect(Amount(minorUnits: minorUnits).description == text)
  }
}
