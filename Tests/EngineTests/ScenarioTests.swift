import Engine
import StandardWorkflows
import Testing
import Workflows

/// The shipped procedures, judged by their own scenarios.
@Suite struct ScenarioTests {
  @Test(arguments: [("hardship_grant", 21), ("legal_aid", 20), ("counselling", 11)])
  func `every scenario of a shipped procedure comes out as the file says`(
    name: String, least: Int
  ) throws {
    let file = try #require(StandardWorkflows.procedure(named: name))
    let (workflow, problems) = WorkflowReader.read(bytes: file.bytes, file: "\(name).yaml")
    let read = try #require(workflow, "\(problems.map { $0.render() })")
    let calendarFile = try #require(StandardWorkflows.calendar(named: read.calendar))
    let calendar = try #require(
      CalendarReader.read(bytes: calendarFile.bytes, file: read.calendar).calendar)
    let tests = read.tests?.items ?? []
    #expect(tests.count >= least)
    for index in tests.indices {
      do {
        var scenario = try Scenario(
          tests, index, Procedure(workflow: read, calendar: calendar))
        try scenario.play()
      } catch let deviation as Scenario.Deviation {
        Issue.record("\(tests[index]["name"]?.text ?? ""): \(deviation.message)")
      }
    }
  }
}
