import CEL
import Casebook
import Engine
import History
import Testing
import Workflows

@Suite struct ExplainTests {
  @Test func `the engine explains a case from the database as the database judges it`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let li = try database.session("li")
    let explanation = try #require(try li.explanation(of: number, why: nil))
    #expect(explanation.snapshot.number == number)
    #expect(explanation.snapshot.state == "draft")
    #expect(explanation.snapshot.version == 1)
    #expect(explanation.snapshot.entries.map(\.kind) == ["open"])
    #expect(explanation.snapshot.applicant["name"] == .string("陈红"))
    #expect(explanation.snapshot.funds["relief"] == Amount("10000.00"))
    #expect(explanation.actor.login == database.login("li"))
    #expect(explanation.procedure.calendar.name == "weekdays")
    let given: JSON = .object([
      .init("income", .string("9000.00")),
      .init("people", .array([.object([.init("age", .number("45"))])])),
      .init("amount", .string("800.00")),
    ])
    let error = #expect(throws: CasebookError.self) {
      try li.act(number, action: "submit", fields: given, expect: nil, request: .random())
    }
    guard case .refused(let refusal) = error else {
      Issue.record("not refused: \(String(describing: error))")
      return
    }
    let judged = explanation.procedure.decide(
      .act(
        action: "submit",
        fields: (given.members ?? []).map { .init($0.key, PlainValue($0.value)) }, expect: nil),
      on: explanation.snapshot, by: explanation.actor)
    #expect(judged.refusals.map(\.rule) == refusal.items.map(\.rule))
    #expect(judged.refusals.map(\.rule) == ["fill:account", "eligible"])
  }

  @Test func `PlainValue and JSON are the same values`() {
    let json: JSON = .object([
      .init("a", .number("1.10")), .init("b", .array([.bool(true), .null, .string("x")])),
    ])
    #expect(PlainValue(json).json == json)
  }
}
