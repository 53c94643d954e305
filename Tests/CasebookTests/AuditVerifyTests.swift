import Casebook
import Foundation
import History
import Postgres
import Testing

@Suite struct AuditVerifyTests {
  /// An export whose lines `change` rewrites.
  private func verified(
    install: UUIDBytes? = nil, _ change: (inout [String]) -> Void
  ) throws -> AuditReport {
    let path = try AuditBook.folder() + "/history.jsonl"
    _ = try AuditBook().session("audit_sun").exportHistory(to: path, format: .jsonl)
    var lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    change(&lines)
    try lines.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
    return try HistoryFile(path).verify(install: install)
  }

  @Test func `a changed line is named with its case and entry`() throws {
    let report = try verified {
      $0[1] = $0[1].replacingOccurrences(of: "\"kind\":\"note\"", with: "\"kind\":\"held\"")
    }
    #expect(report.findings.map(\.rule) == [.hash])
    #expect(report.findings.map(\.seq) == [2])
  }

  @Test func `a line that was taken out breaks numbering and chain`() throws {
    let report = try verified { $0.remove(at: 1) }
    #expect(report.findings.map(\.rule) == [.seq, .prev])
  }

  @Test func `a last line cut short is named by its number`() throws {
    let report = try verified { $0[5] = String($0[5].dropLast(9)) }
    #expect(report.findings.map(\.rule) == [.format])
    #expect(report.findings[0].place?.hasSuffix("history.jsonl:6") == true)
    #expect(report.head.entries == 5)
  }

  @Test func `another installation is found out`() throws {
    let other = try #require(UUIDBytes("00000000-0000-4000-8000-000000000001"))
    let report = try verified(install: other) { _ in }
    #expect(report.findings.contains { $0.rule == .prev && $0.seq == 1 })
    #expect(report.findings.contains { $0.rule == .hash })
  }

  @Test func `entries cut off at the end show against a head that was kept`() throws {
    var report = try verified { $0.removeLast() }
    #expect(report.isSound)
    report.compare(hash: report.head.hash, entries: 6)
    #expect(report.findings.map(\.rule) == [.head])
  }

  @Test func `the database's head of earlier entries is that of the earlier day`() throws {
    let book = try AuditBook()
    let sun = try book.session("audit_sun")
    let kept = try sun.head()
    let lin = try book.session("audit_lin")
    let number = try #require(try lin.cases(.init()).first?["number"]?.text)
    _ = try lin.note(number, text: "later", request: .random())
    let then = try sun.verifyHistory(expected: kept.root.hash, entries: kept.root.entries)
    #expect(then.findings.isEmpty)
    #expect(then.head.entries == 7)
    let now = try sun.verifyHistory(expected: kept.root.hash)
    #expect(now.findings.map(\.rule) == [.head])
  }

  @Test(arguments: [
    ("UPDATE casework_data.entry SET role = 'supervisor' WHERE seq = 2", ["hash", "hash"]),
    ("DELETE FROM casework_data.entry WHERE seq = 3", ["seq", "seq"]),
    ("UPDATE casework_data.payload SET body = '{}' WHERE seq = 2", ["payload", "payload"]),
    ("UPDATE casework_data.payload SET body = NULL, salt = NULL", []),
  ])
  func `what the owner changes in the database is found; an erasure is not a fault`(
    statement: String, rules: [String]
  ) throws {
    let book = try AuditBook()
    try book.superuser().executeScript("SET session_replication_role = replica; \(statement)")
    let report = try book.session("audit_sun").verifyHistory()
    #expect(report.findings.map(\.rule.rawValue) == rules)
    #expect(report.numbers.count == (rules.isEmpty ? 0 : 2))
  }
}
