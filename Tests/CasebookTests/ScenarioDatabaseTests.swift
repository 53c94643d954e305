import CEL
import Casebook
import Engine
import Foundation
import LocalCluster
import Postgres
import Testing
import Workflows

/// Tests of workflow files, played by the engine and by PostgreSQL.
@Suite struct ScenarioDatabaseTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func checked(_ path: String, adding tests: String = "") throws -> CheckedWorkflow {
    let text = try String(contentsOf: Self.repository.appending(path: path), encoding: .utf8)
    let source = WorkflowSource(file: path, bytes: Array((text + tests).utf8))
    return try #require(CheckedWorkflow.read(source) { StandardFiles.calendar($0) }.workflow)
  }

  private func with<Result>(
    _ checked: CheckedWorkflow, _ body: (ScenarioDatabase, Procedure) throws -> Result
  ) throws -> Result {
    let cluster = try TemporaryCluster.shared()
    let server = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    let made = try ReplayDatabase(named: ReplayDatabase.randomName, on: server) { name in
      Session(try Connection.connect(cluster.connectionParameters(database: name)))
    }
    let result = try body(
      ScenarioDatabase(checked, in: made),
      Procedure(workflow: checked.workflow, calendar: checked.calendar))
    try made.drop()
    return result
  }

  @Test(arguments: [
    ("workflows/hardship_grant.yaml", 40), ("workflows/legal_aid.yaml", 37),
    ("workflows/counselling.yaml", 20), ("workflows/examples/request_for_payment.yaml", 9),
    ("workflows/examples/batch_payment.yaml", 5),
    ("workflows/examples/banded_grant.yaml", 4),
    ("Tests/WorkflowsTests/Fixtures/small_grant.yaml", 2),
  ])
  func `the database says and leaves what the engine does, move by move`(
    path: String, least: Int
  ) throws {
    let checked = try checked(path)
    #expect(checked.workflow.scenarios.count >= least)
    try with(checked) { database, procedure in
      for scenario in checked.workflow.scenarios {
        let differences = try database.compare(procedure.play(scenario))
        #expect(differences == [], "\(scenario.name)")
      }
    }
  }

  @Test func `one's own case, a poor fund, a vote taken back, a waiver and a hold agree too`()
    throws
  {
    let tests = """
        - name: everything beside actions
          like: small grant, one supervisor, and nobody approves their own work
          people: {li: [caseworker], wang: [reviewer], zhao: [supervisor], ding: [director], peng: [director], own: [caseworker, reviewer]}
          applicant: {name: 陈红, staff: own}
          funds: {hardship: 29999.99}
          given: {requested: 30000.00}
          steps:
            - {own: open, refused: applicant}
            - li: submit
            - {own: check means_test pass, refused: applicant}
            - wang: check means_test fail
            - {zhao: waive medical}
            - li: attach id_card
            - li: check home_visit pass
            - {wang: recommend, with: {granted: 30000.00}, refused: checked}
            - zhao: check means_test waived
            - {wang: recommend, with: {granted: 30000.00}, refused: checked}
            - wang: check means_test pass
            - {wang: recommend, with: {granted: 30000.00}}
            - ding: approve
            - {peng: approve, refused: fund}
            - {ding: approve, refused: [voted, fund]}
            - ding: recall approve
            - {ding: recall approve, refused: voted}
            - {wang: correct, with: {granted: 20001.00}}
            - ding: approve
            - ding: recall approve
            - ding and peng: approve
          then: {state: approved, holds: [money.reserved == 20001.00]}

      """
    let checked = try checked("Tests/WorkflowsTests/Fixtures/small_grant.yaml", adding: tests)
    try with(checked) { database, procedure in
      let result = procedure.play(try #require(checked.workflow.scenarios.last))
      #expect(result.failures == [])
      #expect(try database.compare(result) == [])
    }
  }

  @Test func `a verdict, a field, an amount or a due date that is another is a difference`() throws
  {
    let checked = try checked("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
    try with(checked) { database, procedure in
      let result = procedure.play(try #require(checked.workflow.scenarios.first))
      #expect(try database.compare(result) == [])
      func found(_ change: (inout ScenarioMove) -> Void) throws -> [String] {
        var changed = result
        change(&changed.moves[changed.moves.count - 1])
        return try database.compare(changed).map { "\($0.move) \($0.deed): \($0.what)" }
      }
      #expect(try found { $0.after.state = "approved" } == ["7 sun: pay: state"])
      #expect(try found { $0.after.version += 1 } == ["7 sun: pay: version"])
      #expect(try found { $0.after.money.paid = .zero } == ["7 sun: pay: money.paid"])
      #expect(try found { $0.after.fields["granted"] = nil } == ["7 sun: pay: field granted"])
      #expect(try found { $0.after.due = CaseDue(at: $0.at) } == ["7 sun: pay: due"])
      #expect(try found { $0.refusals = [Engine.Refusal(.role)] } == ["7 sun: pay: verdict"])
      #expect(
        try found { $0.after.documents["medical"] = .init() } == ["7 sun: pay: document medical"])
    }
  }
}
