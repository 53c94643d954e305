public import History
import Postgres

/// What an export writes beside the entries.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// The lines of `events.jsonl`: every field that is hashed, so that it can be verified.
  case jsonl
  /// One row an entry for spreadsheets and process mining; cannot be verified.
  case csv
}

/// What was exported.
public struct ExportReport: Sendable, Equatable {
  /// Entries.
  public var entries = 0
  /// Cases.
  public var cases = 0
  /// Payloads, salt and body.
  public var payloads = 0
  /// Payloads of which the commitment alone was written: erased, or not for this auditor.
  public var payloadsAbsent = 0
  /// The installation.
  public var install: UUIDBytes
}

extension Session {
  /// Exports the history that this auditor may see into `path`, the installation's id into
  /// `path.install`, payloads into `path.payloads.jsonl`, and with them the definitions into
  /// `path.definitions.jsonl`.
  ///
  /// All files appear together when everything is written, or none. Memory does not grow with the
  /// history.
  ///
  /// - Parameters:
  ///   - path: the file of the entries.
  ///   - format: its format.
  ///   - number: only of this case; nil is all of them.
  ///   - payloads: whether to write the payloads.
  ///   - files: what writes.
  ///   - progress: told the entries written so far, every thousand.
  /// - Throws: `ExportFiles.Failure`; `notFound` when there is no entry that this auditor may see.
  public func exportHistory(
    to path: String, format: ExportFormat, of number: String? = nil, payloads: Bool = false,
    files: ExportFiles = ExportFiles(), progress: (Int) -> Void = { _ in }
  ) throws -> ExportReport {
    try requireAuditor()
    let events = try files.add(path)
    let bodies = payloads ? try files.add(path + ".payloads.jsonl") : nil
    // Read first: a definition that is installed meanwhile has entries that this export has not.
    let definitions = payloads ? try auditedDefinitions(of: number).map(definitionLine) : []
    var report: ExportReport?
    var csv = HistoryCSV(resource: .login)
    var last: UUIDBytes?
    try forEachEntry(of: number, payloads: payloads) { audited in
      let entry = audited.entry
      var present = report ?? ExportReport(install: entry.install)
      present.entries += 1
      if entry.caseID != last { present.cases += 1 }
      last = entry.caseID
      switch format {
      case .jsonl:
        var line: [UInt8] = []
        entry.appendJSONLine(to: &line)
        try files.write(line, to: events)
      case .csv:
        csv.add(entry, caseName: audited.number)
        try files.write(csv.take(), to: events)
      }
      if let bodies, let payload = audited.payloadLine {
        var line: [UInt8] = []
        payload.appendJSONLine(to: &line)
        try files.write(line, to: bodies)
        if payload.payload == nil { present.payloadsAbsent += 1 } else { present.payloads += 1 }
      }
      report = present
      if present.entries % 1000 == 0 { progress(present.entries) }
    }
    guard let report else { throw CasebookError.notFound }
    if payloads {
      let kept = try files.add(path + ".definitions.jsonl")
      try files.write(Array(definitions.joined().utf8), to: kept)
    }
    let install = try files.add(path + ".install")
    try files.write(Array("\(report.install)\n".utf8), to: install)
    try files.finish()
    return report
  }
}
