import Engine
import Testing
import Workflows

@Suite struct VotingTests {
  @Test(arguments: [
    ("0", true), ("5000.00", true), ("5000.01", false), ("20000", false), ("20000.01", false),
  ])
  func `the band of the amount says how many decide`(amount: String, isAlone: Bool) throws {
    var play = try Play.inDecision(amount)
    play.snapshot.documents["minutes"] = .init()
    let outcome = try play.take("approve", zhao)
    #expect(outcome.isEffective == isAlone)
    #expect(outcome.votes == (isAlone ? nil : .init(have: 1, need: 2)))
    #expect(play.snapshot.state == (isAlone ? "approved" : "decision"))
    #expect(play.snapshot.money.outstanding == (isAlone ? Amount(amount) : .zero))
  }

  @Test func `a second person completes the quorum, the same person does not`() throws {
    var play = try Play.inDecision("12000")
    try play.take("approve", zhao)
    #expect(play.rules("approve", zhao) == ["voted"])
    #expect(play.rules("approve", he) == ["tier"])
    let outcome = try play.take("approve", qian)
    #expect(outcome.votes == .init(have: 2, need: 2))
    #expect(play.snapshot.state == "approved")
    #expect(play.snapshot.money.outstanding.description == "12000.00")
  }

  @Test func `a band with each takes one vote from each role and its own documents`() throws {
    var play = try Play.inDecision("30000")
    #expect(play.rules("approve", zhao) == ["document:minutes"])
    play.snapshot.documents["minutes"] = .init()
    try play.take("approve", zhao)
    let another = Actor(login: "wu", person: "p-wu", roles: ["supervisor"])
    #expect(play.rules("approve", another) == ["tier"])
    let outcome = try play.take("approve", qian)
    #expect(outcome.entry.role == "deputy")
    #expect(play.snapshot.state == "approved")
  }

  @Test func `a vote for another amount voids those before it`() throws {
    var play = try Play.inDecision("12000")
    try play.take("approve", zhao)
    let outcome = try play.take("approve", qian, [.init("granted", "13000")])
    #expect(outcome.votes == .init(have: 1, need: 2))
    let again = try play.take("approve", zhao)
    #expect(again.votes == .init(have: 2, need: 2))
    #expect(play.snapshot.money.outstanding.description == "13000.00")
  }

  @Test func `a vote that fills in something else voids those before it`() throws {
    let remark = "  remark: {type: text, optional: true}\n"
    let look =
      "look_in: {from: intake, to: intake, role: [clerk, reviewer], people: 2, fill: [remark]}"
    var play = try Play(
      grantText
        .replacing("  granted: {type", with: remark + "  granted: {type")
        .replacing("\nactions:\n", with: "\nactions:\n  \(look)\n"))
    try play.take(.open(action: nil, fields: []), li)
    try play.take("look_in", li, [.init("remark", "poor")])
    let other = try play.take("look_in", wang, [.init("remark", "rich")])
    #expect(other.votes == .init(have: 1, need: 2))
    #expect(play.rules("look_in", wang) == ["voted"])
    #expect(try play.take("look_in", li).votes == .init(have: 2, need: 2))
  }

  /// The database tells of an entry its state before and after, not whether it took effect.
  @Test func `votes read back from a history count while the visit lasts`() throws {
    var play = try Play.inDecision("12000")
    let signed = SignedContent(of: play.snapshot.fields, in: play.procedure.workflow)
    play.snapshot.entries.append(
      CaseEntry(
        sequence: 5, kind: "approve", person: zhao.person, login: "zhao", role: "supervisor",
        visit: play.snapshot.visit, at: play.snapshot.now, from: "decision", to: "decision",
        signed: signed, filled: SignedContent(of: play.snapshot.fields, names: ["granted"])))
    play.snapshot.version = 5
    #expect(play.rules("approve", zhao) == ["voted"])
    #expect(try play.take("approve", qian).votes == .init(have: 2, need: 2))
  }

  @Test func `leaving the state voids its votes`() throws {
    var play = try Play.inDecision("12000")
    try play.take("approve", zhao)
    play.snapshot.visit += 1
    #expect(play.rules("approve", zhao) == [])
    #expect(try play.take("approve", qian).votes == .init(have: 1, need: 2))
  }

  @Test func `a vote can be taken back before the quorum, and still was given`() throws {
    var play = try Play.inDecision("12000")
    #expect(play.rules(.recall(action: "approve"), zhao) == ["voted"])
    try play.take("approve", zhao)
    #expect(play.rules(.recall(action: "approve"), qian) == ["voted"])
    try play.take(.recall(action: "approve"), zhao)
    let outcome = try play.take("approve", qian)
    #expect(outcome.votes == .init(have: 1, need: 2))
    #expect(play.snapshot.entries.filter(\.isRecalled).map(\.login) == ["zhao"])
  }

  @Test func `people sign what they saw`() throws {
    let play = try Play.inDecision("4000")
    #expect(play.rules(.act(action: "approve", fields: [], expect: nil), zhao) == ["expect"])
    #expect(play.rules(.act(action: "approve", fields: [], expect: 3), zhao) == ["expect"])
    #expect(play.rules(.act(action: "approve", fields: [], expect: 4), zhao) == [])
  }

  @Test func `a note since is no reason to look again`() throws {
    var play = try Play.inDecision("4000.00")
    play.snapshot.entries.append(
      CaseEntry(
        sequence: 5, kind: "note", person: "p-li", login: "li", visit: play.snapshot.visit,
        at: play.snapshot.now, from: nil, to: "decision"))
    play.snapshot.version = 5
    for (seen, rules) in [(3, ["expect"]), (4, []), (5, []), (6, ["expect"])] as [(Int64, [String])]
    {
      #expect(play.rules(.act(action: "approve", fields: [], expect: seen), zhao) == rules)
    }
  }

  @Test func `a correction of a signed field stops the payment`() throws {
    var play = try Play.inDecision("4000")
    try play.take("approve", zhao)
    #expect(play.rules(.correct(field: "account", value: "12"), li) == ["field:account"])
    #expect(play.rules(.correct(field: "account", value: ""), li) == ["fill:account"])
    #expect(play.rules(.correct(field: "account", value: "87654321"), sun) == ["role"])
    try play.take(.correct(field: "account", value: "87654321"), li)
    #expect(play.rules("pay", sun) == ["signature"])
    try play.take(.correct(field: "account", value: "12345678"), li)
    #expect(play.rules("pay", sun) == [])
  }

  @Test func `what was signed is not corrected once it is paid`() throws {
    var play = try Play.inDecision("4000")
    try play.take("approve", zhao)
    try play.take("pay", sun)
    // a state further on, such as a recovery
    play.snapshot.state = "approved"
    #expect(play.rules(.correct(field: "account", value: "87654321"), li) == ["paid"])
    #expect(play.rules(.correct(field: "name", value: "陈虹"), li) == [])
    play.snapshot.money.paid = .zero
    #expect(play.rules(.correct(field: "account", value: "87654321"), li) == ["paid"])
  }

  @Test func `a correction of a signed field opens the checks again`() throws {
    var play = try Play.inReview()
    play.snapshot.checks = [
      .init(name: "visit", result: "pass"), .init(name: "means", result: "not_needed"),
      .init(name: "third", result: "waived"), .init(name: "fourth", result: "fail"),
    ]
    try play.take(.correct(field: "name", value: "陈虹"), li)
    #expect(play.snapshot.checks.map(\.result) == ["pass", "not_needed", "waived", "fail"])
    try play.take(.correct(field: "account", value: "87654321"), li)
    #expect(play.snapshot.checks.map(\.result) == ["open", "not_needed", "open", "fail"])
  }

  @Test func `who corrects a field has done what fills it`() throws {
    var play = try Play.inDecision("4000")
    var clerk = zhao
    clerk.roles += ["clerk"]
    #expect(play.rules(.act(action: "approve", fields: [], expect: 4), clerk) == [])
    try play.take(.correct(field: "account", value: "87654321"), clerk)
    #expect(
      play.rules(.act(action: "approve", fields: [], expect: 5), zhao) == ["distinct_from"])
  }

  @Test func `a correction of another field leaves signatures alone`() throws {
    var play = try Play.inDecision("4000")
    try play.take("approve", zhao)
    try play.take(.correct(field: "name", value: "陈虹"), li)
    #expect(play.rules("pay", sun) == [])
  }

  @Test func `nobody pays what they approved`() throws {
    var play = try Play.inDecision("4000")
    try play.take("approve", zhao)
    var all = zhao
    all.roles = ["cashier"]
    #expect(play.rules("pay", all) == ["distinct_from"])
  }
}
