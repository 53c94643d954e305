import CEL
import Engine
import Foundation
import StandardWorkflows
import Testing
import Workflows

/// The shipped procedures, judged by their own tests.
@Suite struct ScenarioTests {
  @Test(arguments: [
    ("workflows/hardship_grant.yaml", 21), ("workflows/legal_aid.yaml", 20),
    ("workflows/counselling.yaml", 11), ("workflows/examples/request_for_payment.yaml", 5),
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
}

/// A file of the repository as a procedure, with the calendar that it names.
enum ShippedFile {
  static func procedure(_ path: String) throws -> Procedure {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
    let (workflow, problems) = WorkflowReader.read(bytes: bytes, file: path)
    let read = try #require(workflow, "\(problems.map { $0.render() })")
    let file = try #require(StandardWorkflows.calendar(named: read.calendar))
    let calendar = try #require(
      CalendarReader.read(bytes: file.bytes, file: read.calendar).calendar)
    return Procedure(workflow: read, calendar: calendar)
  }
}
