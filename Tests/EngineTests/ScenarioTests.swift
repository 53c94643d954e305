import CEL
import Engine
import Foundation
import StandardWorkflows
import Testing
import Workflows

/// The shipped procedures, judged by their own tests.
@Suite struct ScenarioTests {
  @Test(arguments: [
    ("workflows/hardship_grant.yaml", 40), ("workflows/legal_aid.yaml", 37),
    ("workflows/counselling.yaml", 20), ("workflows/examples/request_for_payment.yaml", 9),
    ("workflows/examples/batch_payment.yaml", 5),
    ("workflows/examples/banded_grant.yaml", 4),
    ("Tests/WorkflowsTests/Fixtures/small_grant.yaml", 2),
  ])
  func `every test of a file comes out as the file says`(path: String, least: Int) throws {
    let procedure = try ShippedFile.procedure(path)
    let scenarios = procedure.workflow.scenarios
    #expect(scenarios.count >= least)
    for scenario in scenarios {
      let result = procedure.play(scenario)
      #expect(result.hasPassed, "\(scenario.name): \(result.failures)")
    }
  }

  @Test(arguments: [
    "workflows/hardship_grant.yaml", "workflows/legal_aid.yaml", "workflows/counselling.yaml",
    "workflows/examples/request_for_payment.yaml",
  ])
  func `the tests of a shipped file touch every action, rule, tier, route, check and deadline`(
    path: String
  ) throws {
    let coverage = try ShippedFile.procedure(path).coverage
    #expect(coverage.untouched.map(\.key) == [])
    #expect(coverage.items.count >= 39)
  }

  @Test func `a few more tests touch all of the example of the format`() throws {
    let example = try ShippedFile.text("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
    let procedure = try ShippedFile.procedure(
      text: example + MoreSmallGrantTests.text, "small_grant.yaml")
    for scenario in procedure.workflow.scenarios {
      #expect(procedure.play(scenario).failures == [], "\(scenario.name)")
    }
    #expect(procedure.coverage.untouched.map(\.key) == [])
    #expect(procedure.coverage.items.count == 36)
  }

  @Test func `coverage names what the example's own tests leave out`() throws {
    let coverage = try ShippedFile.procedure("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
      .coverage
    #expect(coverage.count(of: .actions) == (4, 8))
    #expect(coverage.count(of: .tiers) == (1, 3))
    #expect(coverage.count(of: .deadlines) == (2, 5))
    let keys = coverage.untouched.map(\.key)
    #expect(keys.contains(.rule(action: "recommend", name: "eligible", holds: false)))
    #expect(keys.contains(.band(action: "approve", index: 1)))
    #expect(keys.contains(.needed("medical", holds: true)))
    #expect(keys.contains(.then("intake")))
    #expect(!keys.contains(.needed("medical", holds: false)))
    #expect(!keys.contains(.escalation("review")))
  }
}

extension Procedure {
  /// What its own tests touch.
  fileprivate var coverage: ScenarioCoverage {
    ScenarioCoverage(of: workflow, by: workflow.scenarios.map { play($0) })
  }
}

/// A file of the repository as a procedure, with the calendar that it names.
enum ShippedFile {
  static func text(_ path: String) throws -> String {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  static func procedure(_ path: String) throws -> Procedure {
    try procedure(text: text(path), path)
  }

  static func procedure(text: String, _ file: String) throws -> Procedure {
    let (workflow, problems) = WorkflowReader.read(bytes: Array(text.utf8), file: file)
    let read = try #require(workflow, "\(problems.map { $0.render() })")
    let calendarFile = try #require(StandardWorkflows.calendar(named: read.calendar))
    let calendar = try #require(
      CalendarReader.read(bytes: calendarFile.bytes, file: read.calendar).calendar)
    return Procedure(workflow: read, calendar: calendar)
  }
}
