import Engine
import Foundation
import Testing
import Workflows

/// A case walked through the example of the format.
@Suite struct CaseWalkTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: repository.appending(path: file)))
  }

  private static let grant = "Tests/WorkflowsTests/Fixtures/small_grant.yaml"

  private static func procedure(_ text: [UInt8]) throws -> Procedure {
    let (workflow, diagnostics) = WorkflowReader.read(bytes: text, file: "small_grant.yaml")
    let found = try #require(workflow, "\(diagnostics.map { $0.render() })")
    let calendar = CalendarReader.read(
      bytes: try bytes("workflows/calendars/\(found.calendar).yaml"), file: "calendar.yaml")
    return Procedure(workflow: found, calendar: try #require(calendar.calendar))
  }

  /// A walk that begins as the first test of the file does.
  private static func walk() throws -> CaseWalk {
    let procedure = try procedure(bytes(grant))
    var first = try #require(procedure.workflow.scenarios.first)
    first.steps = []
    return try #require(CaseWalk(procedure, from: first))
  }

  private static func act(_ action: String, _ login: String) -> Scenario.Step {
    Scenario.Step(.act(action), by: login)
  }

  @Test func `a step that is done moves the case, and undo takes it back`() throws {
    var walk = try Self.walk()
    #expect(walk.snapshot.version == 0)
    let taken = walk.take(Self.act("submit", "li"))
    #expect(taken.isDone)
    #expect(taken.moves.map(\.after.state) == ["intake", "review"])
    #expect(walk.snapshot.state == "review")
    #expect(walk.undo().map(CaseWalk.line) == "li: submit")
    #expect(walk.snapshot.version == 0)
    #expect(walk.undo() == nil)
  }

  @Test func `what no person does is possible, explained and taken as well`() throws {
    let procedure = try Self.procedure(Self.bytes("workflows/examples/batch_payment.yaml"))
    var first = try #require(procedure.workflow.scenarios.first)
    first.steps = []
    var walk = try #require(CaseWalk(procedure, from: first))
    for (action, login) in [("propose", "li"), ("approve", "zhao")] {
      #expect(walk.take(Self.act(action, login)).isDone)
    }
    let send = try #require(walk.possibilities.first { $0.action.name == "send" })
    #expect(send.able == ["batch"])
    let li = try #require(walk.scenario.person("li"))
    #expect(walk.explanation(of: "send", by: li)?.decision.refusals == [])
    #expect(walk.take(Self.act("send", "batch")).isDone)
    #expect(walk.take(Self.act("settle", "bank")).moves.map(\.after.state) == ["paid"])
    #expect(walk.test(named: "paid").contains("      - bank: settle"))
  }

  @Test func `a refused step changes nothing and says why`() throws {
    var walk = try Self.walk()
    walk.take(Self.act("submit", "li"))
    let taken = walk.take(Self.act("recommend", "li"))
    #expect(!taken.isDone)
    #expect(taken.refusals.map(\.rule) == ["role"])
    #expect(walk.steps.count == 1)
  }

  @Test func `what is possible names who can, what is to be filled, and what stands against it`()
    throws
  {
    var walk = try Self.walk()
    walk.take(Self.act("submit", "li"))
    let found = walk.possibilities
    #expect(found.map(\.action.name) == ["send_back", "recommend", "refuse", "withdraw"])
    #expect(found[0].fillable.logins == ["wang"])
    #expect(found[0].fillable.fields == ["reason"])
    #expect(found[1].able.isEmpty)
    #expect(found[1].nearest == "wang")
    #expect(found[1].obstacles.contains { $0.rule == "checked" })
  }

  @Test func `a saved walk is a test that passes`() throws {
    var walk = try Self.walk()
    walk.take(Self.act("submit", "li"))
    walk.take(Scenario.Step(.check("means_test", result: "pass"), by: "wang"))
    let granted = Scenario.Entry("granted", YAMLNode(.scalar("4000.00", style: .plain)))
    walk.take(Scenario.Step(.act("recommend"), by: "wang", with: [granted]))
    #expect(!walk.take(Self.act("approve", "li")).isDone)
    #expect(walk.keepRefusal().map(CaseWalk.line) == "{li: approve, refused: distinct_from}")
    walk.take(Self.act("approve", "zhao"))
    walk.take(Scenario.Step(.wait(Period(1, .days)), by: nil))
    let like = try #require(walk.procedure.workflow.scenarios.first?.name)
    let saved = walk.test(named: "walked", like: like)
    #expect(
      saved == [
        "  - name: walked", "    like: '\(like)'", "    steps:", "      - li: submit",
        "      - wang: check means_test pass",
        "      - {wang: recommend, with: {granted: 4000.00}}",
        "      - {li: approve, refused: distinct_from}", "      - zhao: approve",
        "      - {wait: 1 days}",
        "    then: {state: approved, holds: [money.reserved == 4000.00]}",
      ])
    let text = String(decoding: try Self.bytes(Self.grant), as: UTF8.self)
    let procedure = try Self.procedure(Array((text + saved.joined(separator: "\n") + "\n").utf8))
    let scenario = try #require(procedure.workflow.scenarios.last)
    #expect(scenario.name == "walked")
    #expect(procedure.play(scenario).failures == [])
  }
}
