import Engine
import EventLogs
import Foundation
import Testing
import Workflows

/// The example procedure and its map, as they are shipped.
struct ExampleTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent("workflows/\(path)")))
  }

  private func procedure() throws -> Procedure {
    let (workflow, mistakes) = WorkflowReader.read(
      bytes: try bytes("examples/request_for_payment.yaml"), file: "request_for_payment.yaml")
    #expect(mistakes.map { $0.render() } == [])
    let (calendar, wrongDays) = CalendarReader.read(
      bytes: try bytes("calendars/nl_weekdays.yaml"), file: "nl_weekdays.yaml")
    #expect(wrongDays.map { $0.render() } == [])
    return Procedure(workflow: try #require(workflow), calendar: try #require(calendar))
  }

  private func report(_ events: [(name: String, role: String)]) throws -> ReplayReport {
    let procedure = try procedure()
    let (map, mistakes) = ReplayMapReader.read(
      bytes: try bytes("examples/request_for_payment.map.yaml"), file: "map.yaml",
      for: procedure.workflow)
    #expect(mistakes.map { $0.render() } == [])
    let recorded = events.enumerated().map { index, event in
      """
      <event><string key="concept:name" value="\(event.name)"/>
      <string key="org:role" value="\(event.role)"/>
      <string key="(case)_OrganizationalEntity" value="unit 1"/>
      <string key="(case)_RequestedAmount" value="34.33634285099345"/>
      <date key="time:timestamp" value="2018-01-0\(index + 1)T09:17:18.000+01:00"/></event>
      """
    }
    let text = "<log><trace>\(recorded.joined())</trace></log>"
    return try Replay(procedure: procedure, map: try #require(map)).run(source(text))
  }

  @Test func `the usual way of the log is allowed to the payment`() throws {
    let report = try report([
      ("Request For Payment SUBMITTED by EMPLOYEE", "EMPLOYEE"),
      ("Request For Payment APPROVED by ADMINISTRATION", "ADMINISTRATION"),
      ("Request For Payment APPROVED by BUDGET OWNER", "BUDGET OWNER"),
      ("Request For Payment FINAL_APPROVED by SUPERVISOR", "SUPERVISOR"),
      ("Request Payment", "UNDEFINED"), ("Payment Handled", "UNDEFINED"),
    ])
    #expect(report.findings == [])
    #expect(report.ends == [.init(state: "paid", outcome: "paid", cases: 1)])
  }

  @Test func `a final approval of what nobody has checked is refused by the state`() throws {
    let report = try report([
      ("Request For Payment SUBMITTED by EMPLOYEE", "EMPLOYEE"),
      ("Request For Payment FINAL_APPROVED by SUPERVISOR", "SUPERVISOR"),
      ("Request Payment", "UNDEFINED"), ("Payment Handled", "UNDEFINED"),
    ])
    #expect(report.findings.map(\.rule) == ["state"])
    #expect(report.findings.map(\.action) == ["approve"])
    #expect(report.ends == [.init(state: "paid", outcome: "paid", cases: 1)])
  }
}
