import History
import Postgres
import SQLFiles

/// Examines an installation against what this program would install, changing nothing in it.
///
/// What the release makes is seen by making it: in a throw-away database, whose catalogues are then
/// compared with the installation's. Nothing that a deployer can write is run on the way: the
/// catalogues are PostgreSQL's own, and a table is looked at before it is read.
public struct Doctor {
  private let session: Session
  private let release: SQLRelease
  private let servers: [() throws -> ReferenceServer]

  /// Examines the database of `session`.
  ///
  /// - Parameters:
  ///   - release: what to compare it with.
  ///   - servers: where a throw-away database may be made, tried in this order.
  public init(
    _ session: Session, release: SQLRelease = .embedded,
    comparingOn servers: [() throws -> ReferenceServer]
  ) {
    self.session = session
    self.release = release
    self.servers = servers
  }

  /// Every finding, a good one for each subject that is as it should be.
  ///
  /// - Throws: `schemaAbsent`; `notPermitted` for a login that may not look.
  public func examine() throws(CasebookError) -> [DoctorFinding] {
    do {
      // A schema that a deployer owns may be named as the superuser is, and come first in the path.
      try connection.execute("SET search_path = pg_catalog, pg_temp")
      defer { _ = try? connection.execute("RESET search_path") }
      return try findings()
    } catch let error as CasebookError {
      throw error
    } catch let error as PostgresError {
      // Not `session.explained`: that calls a function of the schema.
      throw CasebookError(error)
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
  }

  private var connection: Connection { session.connection }

  private func findings() throws -> [DoctorFinding] {
    let exists: Bool = try connection.queryValue(
      "SELECT to_regclass('casework_data.schema_migration') IS NOT NULL")
    guard exists else { throw CasebookError.schemaAbsent }
    let installed = try Catalogue(of: connection)
    let records = try connection.transaction(retry: .never) { connection in
      try RecordExamination(of: connection, release: release)
    }
    return [server()] + [
      try finding(.durability, DoctorQueries.durability)
    ] + comparison(installed, records) + [
      try finding(.privileges, DoctorQueries.privileges),
      try finding(.triggers, DoctorQueries.triggers),
    ] + records.findings
  }

  /// A finding over the names that a statement about the catalogues gives: good when there are none.
  private func finding(_ subject: DoctorFinding.Subject, _ sql: String) throws -> DoctorFinding {
    let names = try connection.query(sql).values.compactMap { $0.first ?? nil }
    return DoctorFinding(subject, names.isEmpty ? .ok : .fault, names)
  }

  /// 15.20 closes a hole by which a member could remove a whole group from a policy.
  private func server() -> DoctorFinding {
    let version = connection.serverVersion
    let text = "\(version / 10_000).\(version % 10_000)"
    let isOld = version < 150_020 || (160_000..<160_016).contains(version)
    return DoctorFinding(.server, isOld ? .warning : .ok, ["PostgreSQL \(text)"])
  }

  private func comparison(
    _ installed: Catalogue, _ records: RecordExamination
  ) -> [DoctorFinding] {
    let made: Catalogue
    switch reference(guards: records.guards ?? []) {
    case .success(let catalogue): made = catalogue
    case .failure(let failure):
      let found = records.wrongMigrations
      return found.isEmpty
        ? [DoctorFinding(.schema, .warning, failure.reasons)]
        : [
          DoctorFinding(.schema, .fault, found), DoctorFinding(.schema, .warning, failure.reasons),
        ]
    }
    let differences = installed.differences(from: made)
    let guards = differences.filter(\.object.isGuard)
    let others = differences.filter { !$0.object.isGuard }
    let functions = others.filter { $0.object.kind.hasPrefix("function") }
    let clock = functions.filter(Self.isReplacedByTests)
    let schema = others.filter { !$0.object.kind.hasPrefix("function") }
    // Without the stored files it is not known which guards there should be.
    let definitions = records.brokenDefinitions + (records.guards == nil ? [] : guards.map(\.line))
    return [
      fault(.schema, records.wrongMigrations + schema.map(\.line)),
      fault(.functions, functions.filter { !Self.isReplacedByTests($0) }.map(\.line)),
      fault(.clockAndActor, clock.map(\.line)),
      rewritten(
        installed.apart.subtracting(made.apart).subtracting(functions.map(\.object.name))),
      fault(.definitions, definitions),
    ].compactMap(\.self)
  }

  private func fault(_ subject: DoctorFinding.Subject, _ lines: [String]) -> DoctorFinding {
    DoctorFinding(subject, lines.isEmpty ? .ok : .fault, lines)
  }

  /// All functions of a release are written by the transaction that ends an `init`. One that reads as
  /// the release's and was written by another transaction may have been something else meanwhile.
  private func rewritten(_ functions: Set<String>) -> DoctorFinding? {
    let names = functions.filter { !Catalogue.Object(kind: "function", name: $0).isGuard }.sorted()
    if names.isEmpty { return nil }
    let most = 10
    let lines = names.prefix(most).map { "written again since the last init: \($0)" }
    return DoctorFinding(
      .functions, .warning,
      lines + (names.count > most ? ["and \(names.count - most) more"] : []))
  }

  /// Whether the SQL of tests and replays, which brings a clock and an actor of its own, puts another
  /// function in the place of this one.
  private static func isReplacedByTests(_ difference: Catalogue.Difference) -> Bool {
    let head = "FUNCTION \(difference.object.name.prefix { $0 != "(" })("
    return SQLFiles.testing.contains { $0.sql.contains(head) }
  }

  private struct NotCompared: Error { var reasons: [String] }

  private func reference(guards: [String]) -> Result<Catalogue, NotCompared> {
    var reasons: [String] = []
    for server in servers {
      do {
        return .success(try server().catalogue(of: release, guards: guards))
      } catch {
        reasons.append("not compared: \((error as? ReferenceServer.Unfit)?.text ?? "\(error)")")
      }
    }
    return .failure(NotCompared(reasons: reasons))
  }
}
