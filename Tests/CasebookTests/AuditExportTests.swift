import Foundation
import Glibc
import History
import LocalCluster
import Postgres
import Testing

@testable import Casebook

@Suite struct AuditExportTests {
  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map(
      String.init)
  }

  @Test func `an export verifies, with the head that the database has`() throws {
    let book = try AuditBook()
    let sun = try book.session("audit_sun")
    let path = try AuditBook.folder() + "/history.jsonl"
    let report = try sun.exportHistory(to: path, format: .jsonl, payloads: true)
    #expect(report.entries == 6)
    #expect(report.cases == 2)
    #expect(report.payloads == 6)
    let verified = try HistoryFile(path).verify(install: nil)
    #expect(verified.findings.isEmpty)
    #expect(verified.payloadsChecked == 6)
    #expect(verified.head == (try sun.head().root))
    #expect(verified.head == (try sun.verifyHistory().head))
    #expect(try sun.verifyHistory().isSound)
    #expect(try Self.lines(path + ".install") == [report.install.description])
  }

  @Test func `one case alone is exported, under its number in CSV`() throws {
    let book = try AuditBook()
    let sun = try book.session("audit_sun")
    let number = try book.superuser().queryValue(
      "SELECT min(number) FROM casework_data.cases", as: String.self)
    let path = try AuditBook.folder() + "/one.csv"
    let report = try sun.exportHistory(to: path, format: .csv, of: number)
    #expect(report.entries == 3)
    let lines = try Self.lines(path)
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("case_id,activity,timestamp"))
    #expect(lines[1].hasPrefix("\(number),open,"))
    #expect(throws: HistoryFile.Failure.csv) { try HistoryFile(path).verify(install: nil) }
  }

  @Test func `who is no auditor exports nothing, and a case that is absent is not found`() throws {
    let book = try AuditBook()
    let path = try AuditBook.folder() + "/none.jsonl"
    #expect(throws: CasebookError.self) {
      try book.session("audit_lin").exportHistory(to: path, format: .jsonl)
    }
    #expect(throws: CasebookError.notFound) {
      try book.session("audit_sun").exportHistory(to: path, format: .jsonl, of: "HG-1999-000001")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a full disk leaves the old files as they were, and nothing beside them`() throws {
    let book = try AuditBook()
    let folder = try AuditBook.folder()
    let path = folder + "/history.jsonl"
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    let full = ExportFiles { _ in Glibc.open("/dev/full", O_WRONLY | O_CLOEXEC) }
    // the first of the files that has more than a buffer holds
    #expect(throws: ExportFiles.Failure(path: path + ".definitions.jsonl", code: ENOSPC)) {
      try book.session("audit_sun").exportHistory(
        to: path, format: .jsonl, payloads: true, files: full)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["history.jsonl"])
  }

  @Test func `a folder that is not there is said before anything is read`() throws {
    let book = try AuditBook()
    #expect(throws: ExportFiles.Failure(path: "/nowhere/h.jsonl", code: ENOENT)) {
      try book.session("audit_sun").exportHistory(to: "/nowhere/h.jsonl", format: .jsonl)
    }
  }
}
