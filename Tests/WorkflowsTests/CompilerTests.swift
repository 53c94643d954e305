import Testing
import Workflows

private let digest = String(repeating: "0123456789abcdef", count: 4)

@Suite struct CompilerTests {
  private func compiled() throws -> CompiledDefinition {
    let workflow = try #require(
      WorkflowReader.read(bytes: Fixture.smallGrant, file: "small_grant.yaml").workflow)
    return try #require(WorkflowCompiler.compile(workflow, digest: digest))
  }

  @Test func `the install document is the recorded one`() throws {
    let recorded = String(
      decoding: Fixture.bytes("Snapshots/small_grant.json"), as: UTF8.self)
    #expect(try compiled().document + "\n" == recorded)
  }

  @Test func `compiling twice gives the same bytes`() throws {
    #expect(try compiled() == compiled())
  }

  @Test func `each function is created, given away and closed to the public`() throws {
    let statements = try compiled().guardFunctions
    #expect(statements.count == 8)
    let d = "casework_rules.d_0123456789abcdef0123456789abcdef"
    let v = "casework_rules.v_0123456789abcdef0123456789abcdef"
    #expect(
      statements[0].hasPrefix(
        "CREATE OR REPLACE FUNCTION \(d)(action text, facts jsonb)\nRETURNS boolean[]\n"))
    #expect(
      statements[4].hasPrefix(
        "CREATE OR REPLACE FUNCTION \(v)(action text, facts jsonb)\nRETURNS jsonb\n"))
    #expect(
      statements[1...3] == [
        "ALTER FUNCTION \(d)(text, jsonb) OWNER TO casework_rules",
        "REVOKE ALL ON FUNCTION \(d)(text, jsonb) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION \(d)(text, jsonb) TO casework_owner",
      ])
  }

  @Test(arguments: [
    "STABLE SECURITY DEFINER", "SET search_path = pg_catalog, pg_temp",
    "SET standard_conforming_strings = on", "SET transform_null_equals = off",
    "SET plpgsql.check_asserts = on",
  ])
  func `a function does not depend on its caller's settings`(clause: String) throws {
    let statements = try compiled().guardFunctions
    #expect(statements[0].contains(clause))
    #expect(statements[4].contains(clause))
  }

  @Test(arguments: [
    "", "0123", String(repeating: "G", count: 64), String(repeating: "A", count: 64),
  ])
  func `only a SHA-256 in small hexadecimal digits names a definition`(digest: String) throws {
    let workflow = try #require(
      WorkflowReader.read(bytes: Fixture.smallGrant, file: "small_grant.yaml").workflow)
    #expect(WorkflowCompiler.compile(workflow, digest: digest) == nil)
  }

  @Test func `an action says which facts it needs`() throws {
    let workflow = try #require(
      WorkflowReader.read(bytes: Fixture.smallGrant, file: "small_grant.yaml").workflow)
    #expect(workflow.action("recommend")?.needs == ["checks"])
    #expect(workflow.action("recommend")?.hasValues == true)
    #expect(workflow.action("approve")?.needs == [])
    #expect(workflow.action("approve")?.hasValues == true)
    #expect(workflow.action("send_back")?.hasValues == false)
  }
}
