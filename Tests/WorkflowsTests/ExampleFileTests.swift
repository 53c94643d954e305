import CEL
import Testing
import Workflows

/// The format's own example, as it stands in the design.
@Suite struct ExampleFileTests {
  let workflow: Workflow

  init() throws {
    let (workflow, diagnostics) = WorkflowReader.read(
      bytes: Fixture.smallGrant, file: "small_grant.yaml")
    #expect(diagnostics.map { $0.render() } == [])
    self.workflow = try #require(workflow)
  }

  @Test func `the head is read`() {
    #expect(workflow.name == "small_grant")
    #expect(workflow.version == 4)
    #expect(workflow.number == "SG")
    #expect(workflow.label["zh-Hans"] == "困难补助")
    #expect(workflow.calendar == "cn_public")
    #expect(workflow.currency == "CNY")
    #expect(workflow.confidentiality == 1)
    #expect(workflow.start == "intake")
  }
}
