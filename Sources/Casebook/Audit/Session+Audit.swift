public import History
import Postgres

extension Session {
  /// Refuses a login without the role auditor, whom the views would show an empty history.
  ///
  /// - Throws: `notPermitted`, and as `requireCurrentSchema`.
  public func requireAuditor() throws(CasebookError) {
    try requireCurrentSchema()
    let grants = try me()["grants"]?.elements ?? []
    guard grants.contains(where: { $0["role"]?.text == "auditor" }) else {
      throw .notPermitted(
        "auditors only", detail: .object([.init("roles", .array([.string("auditor")]))]))
    }
  }

  /// Lends the entries that this auditor may see to `body`, one by one, in one snapshot: case by case
  /// in the order of their uuids, each from its first entry on. Memory does not grow with them.
  ///
  /// - Parameters:
  ///   - number: only of this case; nil is all of them.
  ///   - payloads: whether to read what lies behind the commitments too.
  /// - Returns: how many there were.
  /// - Throws: what `body` throws, and `CasebookError`.
  @discardableResult
  public func forEachEntry(
    of number: String? = nil, payloads: Bool = false, _ body: (AuditedEntry) throws -> Void
  ) throws -> Int {
    var columns = AuditedEntry.columns
    var join = ""
    if payloads {
      columns += ", p.commit IS NOT NULL, p.salt, p.body"
      join = #"LEFT JOIN casework_read.export_payloads p ON p."case" = e."case" AND p.seq = e.seq"#
    }
    let only = number == nil ? "" : "WHERE e.number = upper(btrim($1))"
    do {
      return try connection.forEachRow(
        """
        SELECT \(columns) FROM casework_read.export_entries e \(join) \(only)
         ORDER BY e."case", e.seq
        """, number.map { [$0] } ?? []
      ) { row in
        try body(try AuditedEntry(row, payloads: payloads))
      }
    } catch let error as PostgresError {
      throw explained(error)
    }
  }

  /// The head of the history as this auditor sees it: one hash over the last entries of all cases.
  ///
  /// - Parameter entries: only of the first so many entries in the order of writing, to compare with
  ///   a head that was taken then; nil is all of them.
  public func head(ofFirst entries: Int64? = nil) throws(CasebookError) -> HistoryHead {
    let first = entries == nil ? "" : "ORDER BY id LIMIT $1"
    var tree = MerkleAccumulator()
    var head = HistoryHead()
    do {
      head.takenAt = Int64(
        try connection.queryValue(
          "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", as: Int.self))
      try connection.forEachRow(
        """
        SELECT DISTINCT ON (e."case") e.install, e."case", e.seq, e.hash
          FROM (SELECT * FROM casework_read.export_entries \(first)) e
         ORDER BY e."case", e.seq DESC
        """, entries.map { [$0] } ?? []
      ) { row in
        guard let install = UUIDBytes(try row.string(0)), let id = UUIDBytes(try row.string(1)),
          let hash = SHA256Hash(hex: try row.string(3))
        else {
          throw CasebookError.damaged("an entry has no uuid or hash", detail: .object([]))
        }
        let seq = Int64(try row.int(2))
        head.install = install
        head.root.entries += seq
        head.root.cases += 1
        tree.append(leaf: CaseHead(caseID: id, seq: seq, hash: hash).leaf)
      }
    } catch let error as PostgresError {
      throw explained(error)
    } catch let error as CasebookError {
      throw error
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
    head.root.hash = tree.root
    return head
  }
}

/// The head of a history: what an auditor keeps on paper.
public struct HistoryHead: Hashable, Sendable {
  /// The installation; nil while there is no entry.
  public var install: UUIDBytes?
  /// Entries, cases, and the hash over the heads of the cases.
  public var root = HeadsRoot(of: [])
  /// When it was taken, by the database's clock: microseconds since 1970-01-01 UTC.
  public var takenAt: Int64 = 0
}
