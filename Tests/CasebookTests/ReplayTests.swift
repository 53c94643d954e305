import Engine
import EventLogs
import Foundation
import LocalCluster
import Postgres
import Testing
import Workflows

@testable import Casebook

@Suite struct ReplayTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "workflows/examples")

  private func checked() throws -> CheckedWorkflow {
    let file = Self.folder.appending(path: "request_for_payment.yaml")
    let source = WorkflowSource(file: file.path, bytes: Array(try Data(contentsOf: file)))
    let read = CheckedWorkflow.read(source) { StandardFiles.calendar($0) }
    return try #require(read.workflow)
  }

  private func map(_ workflow: Workflow, _ change: (String) -> String = { $0 }) throws -> ReplayMap
  {
    let file = Self.folder.appending(path: "request_for_payment.map.yaml")
    let text = change(try String(contentsOf: file, encoding: .utf8))
    let read = ReplayMapReader.read(bytes: Array(text.utf8), file: file.path, for: workflow)
    return try #require(read.map)
  }

  /// Three cases: the usual way; a decision on what nobody checked; an amount that is none.
  private static let log: EventLogSource = {
    func trace(_ name: String, _ amount: String, _ events: [(String, String)]) -> String {
      let lines = events.enumerated().map { index, event in
        """
        <event><string key="concept:name" value="\(event.0)"/>
        <string key="org:role" value="\(event.1)"/>
        <date key="time:timestamp" value="2026-03-0\(index + 2)T09:00:00.000+01:00"/></event>
        """
      }
      return """
        <trace><string key="concept:name" value="\(name)"/>
        <string key="(case)_RequestedAmount" value="\(amount)"/>
        <string key="(case)_OrganizationalEntity" value="Unit A"/>
        \(lines.joined(separator: "\n"))</trace>
        """
    }
    let submit = ("Request For Payment SUBMITTED by EMPLOYEE", "EMPLOYEE")
    let check = ("Request For Payment APPROVED by ADMINISTRATION", "ADMINISTRATION")
    let final = ("Request For Payment FINAL_APPROVED by SUPERVISOR", "SUPERVISOR")
    let pay = [("Request Payment", "UNDEFINED"), ("Payment Handled", "UNDEFINED")]
    let text = [
      #"<?xml version="1.0"?><log xes.version="1849.2016">"#,
      trace("usual", "95.2949999", [submit, check, final] + pay),
      trace("unchecked", "10.00", [submit, final] + pay),
      trace("nothing", "0.00", [submit, check, final] + pay), "</log>",
    ]
    return .bytes(Array(text.joined(separator: "\n").utf8), name: "test.xes")
  }()

  private func replayed(
    _ source: EventLogSource = Self.log, lanes: Int = 1, _ change: (String) -> String = { $0 }
  ) throws -> DatabaseReplay.Result {
    let cluster = try TemporaryCluster.shared()
    let server = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    let databases = try (1...lanes).map { _ in
      try ReplayDatabase(named: ReplayDatabase.randomName, on: server) {
        Session(try Connection.connect(cluster.connectionParameters(database: $0)))
      }
    }
    let checked = try checked()
    let result = try DatabaseReplay(checked, map: try map(checked.workflow, change))
      .run(source, in: databases)
    for database in databases {
      try database.drop()
      let left: Bool = try server.queryValue(
        "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", [database.name])
      #expect(!left)
    }
    return result
  }

  @Test func `the database says what the engine says, step by step`() throws {
    let result = try replayed()
    #expect(result.steps == 14)
    #expect(result.examples == [])
    #expect(result.differences == 0)
    #expect(result.report.refused == 4)
    #expect(
      result.report.findings.map(\.rule) == [
        "amount", "amount", "field:amount", "fill:amount", "state",
      ])
    #expect(result.report.ends.map(\.state) == ["paid"])
  }

  @Test func `several databases share the cases and lose none of them`() throws {
    let copies = 80
    guard case .bytes(let bytes, _) = Self.log else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let begin = try #require(text.range(of: "<trace>")).lowerBound
    let traces = text[begin..<(try #require(text.range(of: "</log>"))).lowerBound]
    let log =
      #"<?xml version="1.0"?><log xes.version="1849.2016">"#
      + String(repeating: String(traces), count: copies) + "</log>"
    let source = EventLogSource.bytes(Array(log.utf8), name: "test.xes")
    let shared = try replayed(source, lanes: 3)
    #expect(shared.steps == 14 * copies)
    #expect(shared.examples == [])
    #expect(shared.report.refused == 4 * copies)
    let checked = try checked()
    let offline = Replay(
      procedure: .init(workflow: checked.workflow, calendar: checked.calendar),
      map: try map(checked.workflow))
    #expect(shared.report.text() == (try offline.run(source).text()))
  }

  @Test func `a case that is not followed is not judged further by either`() throws {
    let result = try replayed {
      $0.replacingOccurrences(of: "on_refusal: follow", with: "on_refusal: stop")
    }
    #expect(result.examples == [])
    #expect(result.steps == 8)
    #expect(result.report.refused == 2)
    #expect(result.report.unjudged == 6)
  }

  @Test func `the same report comes without a database`() throws {
    let checked = try checked()
    let replay = Replay(
      procedure: .init(workflow: checked.workflow, calendar: checked.calendar),
      map: try map(checked.workflow))
    #expect(try replay.run(Self.log).text() == (try replayed().report.text()))
  }

  @Test func `a database that exists is not taken`() throws {
    let cluster = try TemporaryCluster.shared()
    let server = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    #expect(throws: CasebookError.self) {
      try ReplayDatabase(named: "template1", on: server) {
        Session(try Connection.connect(cluster.connectionParameters(database: $0)))
      }
    }
  }
}
