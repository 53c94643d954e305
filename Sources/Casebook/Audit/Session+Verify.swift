import Engine
public import History
import Postgres

extension Session {
  /// Verifies the history in the database as far as this auditor sees it, payloads included, in one
  /// snapshot and in memory that does not grow with it.
  ///
  /// - Parameters:
  ///   - expected: a head that was kept; compared with the head of as many entries.
  ///   - entries: how many entries there were then; nil when only the present head can be meant.
  ///   - recomputes: whether to compute rules, values and amounts again.
  ///   - progress: told the entries read so far, every thousand.
  /// - Throws: `CasebookError`.
  public func verifyHistory(
    expected: SHA256Hash? = nil, entries: Int64? = nil, recomputes: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws -> AuditReport {
    // Read before: the snapshot that the entries are read in is not for calls.
    let procedures = try recomputes ? auditedProcedures() : nil
    do {
      return try connection.transaction(
        isolation: .repeatableRead, readOnly: true, retry: .never
      ) { _ in
        var report = try verifiedEntries(procedures, progress)
        try compareWithCases(&report)
        if let entries, entries < report.head.entries {
          let present = report.head
          report.head = try head(ofFirst: entries).root
          report.compare(hash: expected, entries: entries)
          report.head = present
        } else {
          report.compare(hash: expected, entries: entries)
        }
        try findNumbers(&report)
        return report
      }
    } catch let error as PostgresError {
      throw explained(error)
    }
  }

  private func verifiedEntries(
    _ procedures: [SHA256Hash: Procedure]?, _ progress: (Int64) -> Void
  ) throws -> AuditReport {
    var verifier: ChainVerifier?
    var amounts = procedures.map { AmountAudit(procedures: $0) }
    var report = AuditReport(head: HeadsRoot(of: []))
    report.hasPayloads = true
    try forEachEntry(payloads: true) { audited in
      if verifier == nil {
        report.install = audited.entry.install
        verifier = ChainVerifier(install: audited.entry.install, order: .rising)
      }
      verifier?.verify(audited.entry)
      report.check(audited)
      for finding in amounts?.take(audited.entry, body: audited.body) ?? [] { report.add(finding) }
      if let count = verifier?.entries, count % 1000 == 0 { progress(count) }
    }
    guard let verifier else { return report }
    report.head = verifier.headsRoot
    report.add(verifier.findings)
    report.take(amounts)
    return report
  }

  private func auditedProcedures() throws -> [SHA256Hash: Procedure] {
    var kept = KeptDefinitions()
    for digest in try auditedDefinitions() {
      let name = digest.description
      kept.add(try definitionSource(name), digest: digest, place: name)
    }
    return kept.procedures
  }

  /// A case's row counts its entries: entries cut off at the end leave a chain that is whole.
  private func compareWithCases(_ report: inout AuditReport) throws {
    let rows = try connection.query(
      """
      SELECT c.id, c.version, e.last
        FROM casework_read.cases c
        JOIN (SELECT x."case", max(x.seq) AS last FROM casework_read.export_entries x GROUP BY 1) e
          ON e."case" = c.id
       WHERE c.version <> e.last ORDER BY c.id
      """)
    for row in rows {
      report.add(
        Finding(
          .seq, case: UUIDBytes(try row.string(0)), seq: Int64(try row.int(2)),
          "the case counts other entries than there are", expected: try row.string(1),
          found: try row.string(2)))
    }
  }

  private func findNumbers(_ report: inout AuditReport) throws {
    for id in Set(report.findings.compactMap(\.caseID)) {
      let row = try connection.queryRow(
        "SELECT number FROM casework_read.export_entries WHERE \"case\" = $1 LIMIT 1",
        [id.description])
      report.numbers[id] = try row?.string(0)
    }
  }
}

extension AuditReport {
  /// Notes how much was computed again.
  mutating func take(_ amounts: AmountAudit?) {
    recomputed = amounts?.recomputed
    notRecomputed = amounts?.skipped ?? 0
  }

  /// Compares a payload with its commitment.
  fileprivate mutating func check(_ audited: AuditedEntry) {
    guard case .present(let payload) = audited.content else {
      payloadsAbsent += 1
      return
    }
    let commitment = payload.commitment
    guard commitment != audited.entry.payload else {
      payloadsChecked += 1
      return
    }
    add(
      Finding(
        .payload, case: audited.entry.caseID, seq: audited.entry.seq,
        "salt and body are not what was committed to",
        expected: audited.entry.payload?.description, found: commitment.description))
  }
}
