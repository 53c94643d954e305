import StandardWorkflows
import Testing
import Workflows

/// The procedures and calendars in the binary.
@Suite struct ShippedFilesTests {
  @Test(arguments: StandardWorkflows.procedures.map(\.name))
  func `a shipped procedure checks clean and compiles`(name: String) throws {
    let file = try #require(StandardWorkflows.procedure(named: name))
    let (workflow, diagnostics) = WorkflowReader.read(bytes: file.bytes, file: "\(name).yaml")
    #expect(diagnostics.map { $0.render() } == [])
    let found = try #require(workflow)
    #expect(found.name == name)
    #expect(StandardWorkflows.calendar(named: found.calendar) != nil)
    let digest = String(repeating: "0", count: 64)
    #expect(WorkflowCompiler.compile(found, digest: digest)?.guardFunctions.count == 8)
  }

  @Test(arguments: StandardWorkflows.calendars.map(\.name))
  func `a shipped calendar checks clean`(name: String) throws {
    let file = try #require(StandardWorkflows.calendar(named: name))
    let (calendar, diagnostics) = CalendarReader.read(bytes: file.bytes, file: "\(name).yaml")
    #expect(diagnostics.map { $0.render() } == [])
    #expect(try #require(calendar).name == name)
  }
}
