import History
import Postgres
import SQLFiles
import Workflows

/// Examines an installation against what this program would install, changing nothing.
///
/// Functions are compared by installing them once more in a transaction that is rolled back: what
/// then reads differently had been changed. That needs a superuser or a member of `casework_owner`.
public struct Doctor {
  private let session: Session
  private let release: SQLRelease

  /// Examines the database of `session`.
  public init(_ session: Session, release: SQLRelease = .embedded) {
    self.session = session
    self.release = release
  }

  /// Every finding, a good one for each subject that is as it should be.
  ///
  /// - Throws: `schemaAbsent`; `notPermitted` for a login that may not look.
  public func examine() throws(CasebookError) -> [DoctorFinding] {
    do {
      return try server() + durability() + schema() + functions() + privileges() + triggers()
        + logins() + calendars()
    } catch let error as CasebookError {
      throw error
    } catch let error as PostgresError {
      throw session.explained(error)
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
  }

  private var connection: Connection { session.connection }

  /// A finding over the names that a statement gives: good when there are none.
  private func finding(
    _ subject: DoctorFinding.Subject, _ severity: DoctorFinding.Severity, _ sql: String
  ) throws -> DoctorFinding {
    let names = try connection.query(sql).values.compactMap { $0.first ?? nil }
    return DoctorFinding(subject, names.isEmpty ? .ok : severity, names)
  }

  /// 15.20 closes a hole by which a member could remove a whole group from a policy.
  private func server() -> [DoctorFinding] {
    let version = connection.serverVersion
    let text = "\(version / 10_000).\(version % 10_000)"
    let isOld = version < 150_020 || (160_000..<160_016).contains(version)
    return [DoctorFinding(.server, isOld ? .warning : .ok, ["PostgreSQL \(text)"])]
  }

  private func durability() throws -> [DoctorFinding] {
    [
      try finding(
        .durability, .fault,
        """
        SELECT name || ' = ' || setting FROM pg_catalog.pg_settings
         WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on' ORDER BY name
        """)
    ]
  }

  private func schema() throws -> [DoctorFinding] {
    let exists: Bool = try connection.queryValue(
      "SELECT to_regclass('casework_data.schema_migration') IS NOT NULL")
    guard exists else { throw CasebookError.schemaAbsent }
    var wrong: [String] = []
    let rows = try connection.query(
      "SELECT version, name, sha256 FROM casework_data.schema_migration ORDER BY version")
    for row in rows {
      let version = try row.int("version")
      let known = release.migrations.first { $0.version == version }
      if try known?.checksum.bytes != row.bytes("sha256") { wrong.append(try row.string("name")) }
    }
    let recorded = Set(try rows.map { try $0.int("version") })
    wrong += release.migrations.filter { !recorded.contains($0.version) }.map(\.name)
    return [DoctorFinding(.schema, wrong.isEmpty ? .ok : .fault, wrong)]
  }

  /// Reads every function, installs release and definitions again, reads once more, rolls back.
  private func functions() throws -> [DoctorFinding] {
    struct Undo: Error {}
    var findings: [DoctorFinding] = []
    do {
      try connection.transaction(retry: .never) { connection in
        let before = try sources()
        for sql in release.functions {
          try connection.executeScript(sql)
          try connection.execute("RESET ROLE")
        }
        let broken = try recompile()
        let after = try sources()
        findings = compare(before, after, brokenDefinitions: broken)
        throw Undo()
      }
    } catch is Undo {}
    return findings
  }

  private func compare(
    _ before: [String: String], _ after: [String: String], brokenDefinitions: [String]
  ) -> [DoctorFinding] {
    let changed = after.keys.filter { before[$0] != after[$0] }.sorted()
    let rules = changed.filter { $0.hasPrefix("casework_rules.") }
    let others = changed.filter { !$0.hasPrefix("casework_rules.") && !Self.isReplacedByTests($0) }
    let clock = changed.filter(Self.isReplacedByTests)
    let definitions = rules + brokenDefinitions
    return [
      DoctorFinding(.clockAndActor, clock.isEmpty ? .ok : .fault, clock),
      DoctorFinding(.functions, others.isEmpty ? .ok : .fault, others),
      DoctorFinding(.definitions, definitions.isEmpty ? .ok : .fault, definitions),
    ]
  }

  /// Whether the SQL of tests and replays, which brings a clock and an actor of its own, puts another
  /// function in the place of this one.
  private static func isReplacedByTests(_ function: String) -> Bool {
    let head = "FUNCTION \(function.prefix { $0 != "(" })("
    return SQLFiles.testing.contains { $0.sql.contains(head) }
  }

  private func sources() throws -> [String: String] {
    let rows = try connection.query(
      """
      SELECT p.oid::regprocedure::text AS name,
             pg_get_userbyid(p.proowner) || E'\\n' || pg_get_functiondef(p.oid) AS source
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('casework', 'casework_data', 'casework_admin', 'casework_rules')
      """)
    var sources: [String: String] = [:]
    for row in rows { sources[try row.string("name")] = try row.string("source") }
    return sources
  }

  /// Installs the guard functions of every stored file again.
  ///
  /// - Returns: definitions whose file is not the one of their digest, or cannot be read.
  private func recompile() throws -> [String] {
    var broken: [String] = []
    let rows = try connection.query(
      """
      SELECT d.workflow || '@' || d.version AS name, encode(d.digest, 'hex') AS digest, s.source
        FROM casework_data.definition d JOIN casework_data.definition_source s
          ON s.definition_id = d.id ORDER BY d.id
      """)
    try connection.execute("SET LOCAL ROLE casework_rules")
    for row in rows {
      let name = try row.string("name")
      let digest = try row.string("digest")
      let bytes = try row.bytes("source")
      guard SHA256Hash(of: bytes).description == digest,
        let workflow = WorkflowReader.read(
          bytes: bytes, file: name, isProved: false
        ).workflow,
        let compiled = WorkflowCompiler.compile(workflow, digest: digest)
      else {
        broken.append(name)
        continue
      }
      for statement in compiled.guardFunctions { try connection.execute(statement) }
    }
    try connection.execute("RESET ROLE")
    return broken
  }

  private func privileges() throws -> [DoctorFinding] {
    [try finding(.privileges, .fault, DoctorQueries.privileges)]
  }

  private func triggers() throws -> [DoctorFinding] {
    [try finding(.triggers, .fault, DoctorQueries.triggers)]
  }

  private func logins() throws -> [DoctorFinding] {
    let findings = [
      try finding(.logins, .fault, DoctorQueries.powerfulLogins),
      try finding(.logins, .warning, DoctorQueries.missingLogins),
    ]
    let bad = findings.filter { $0.severity != .ok }
    return bad.isEmpty ? [findings[0]] : bad
  }

  private func calendars() throws -> [DoctorFinding] {
    [try finding(.calendars, .warning, DoctorQueries.calendars)]
  }
}
