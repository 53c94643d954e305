import History
import Postgres
import Workflows

/// What the rows themselves show: each table is looked at before it is read, and stays what it is
/// until everything has been read.
struct RecordExamination {
  /// One finding for each question that was asked, or could not be.
  private(set) var findings: [DoctorFinding] = []
  /// The migrations on record: names of those that are not the release's, or are missing.
  private(set) var wrongMigrations: [String] = []
  /// The statements that make the guards of the stored definitions; nil if these cannot be read.
  private(set) var guards: [String]?
  /// Definitions whose file is not the one of their digest, or cannot be read.
  private(set) var brokenDefinitions: [String] = []

  private let faults: [String: String]
  private let connection: Connection

  /// Examines the tables of a connection's database; to be called in a transaction.
  init(of connection: Connection, release: SQLRelease) throws {
    self.connection = connection
    faults = try OrdinaryTables.hold(Self.tables.map(Self.qualified), over: connection)
    try readMigrations(release)
    try readDefinitions()
    try ask(.logins, .fault, ["staff"], DoctorQueries.powerfulLogins)
    try ask(.logins, .warning, ["staff"], DoctorQueries.missingLogins)
    try ask(.calendars, .warning, ["calendar", "definition"], DoctorQueries.calendars)
    try ask(.history, .fault, RecordQueries.historyTables, RecordQueries.history)
    try ask(.balances, .fault, RecordQueries.balancesTables, RecordQueries.balances)
    try ask(.actors, .fault, RecordQueries.actorsTables, RecordQueries.actors)
    try ask(.gaps, .ok, RecordQueries.gapsTables, RecordQueries.gaps)
    if !faults.isEmpty {
      let lines = faults.values.sorted()
      findings.append(DoctorFinding(.tables, .fault, lines))
    }
  }

  private static let tables: [String] = Set(
    ["schema_migration", "definition", "definition_source", "staff", "calendar"]
      + RecordQueries.historyTables + RecordQueries.balancesTables + RecordQueries.actorsTables
      + RecordQueries.gapsTables
  ).sorted()

  private static func qualified(_ table: String) -> String { "casework_data.\(table)" }

  private func mayRead(_ tables: [String]) -> Bool {
    tables.allSatisfy { faults[Self.qualified($0)] == nil }
  }

  private mutating func ask(
    _ subject: DoctorFinding.Subject, _ severity: DoctorFinding.Severity, _ tables: [String],
    _ sql: String
  ) throws {
    guard mayRead(tables) else { return }
    let lines = try connection.query(sql).values.compactMap { $0.first ?? nil }
    if lines.isEmpty, findings.contains(where: { $0.subject == subject }) { return }
    if let last = findings.last, last.subject == subject, last.severity == .ok {
      findings.removeLast()
    }
    findings.append(DoctorFinding(subject, lines.isEmpty ? .ok : severity, lines))
  }

  private mutating func readMigrations(_ release: SQLRelease) throws {
    guard mayRead(["schema_migration"]) else { return }
    let rows = try connection.query(
      "SELECT version, name, sha256 FROM casework_data.schema_migration ORDER BY version")
    var recorded: Set<Int> = []
    for row in rows {
      let version = try row.int("version")
      recorded.insert(version)
      let known = release.migrations.first { $0.version == version }
      if try known?.checksum.bytes != row.bytes("sha256") {
        wrongMigrations.append("changed migration \(try row.string("name"))")
      }
    }
    wrongMigrations += release.migrations.filter { !recorded.contains($0.version) }.map {
      "missing migration \($0.name)"
    }
  }

  /// Compiles the guard functions of every stored file again.
  private mutating func readDefinitions() throws {
    guard mayRead(["definition", "definition_source"]) else { return }
    let rows = try connection.query(
      """
      SELECT d.workflow || '@' || d.version AS name, encode(d.digest, 'hex') AS digest, s.source
        FROM casework_data.definition d
        LEFT JOIN casework_data.definition_source s ON s.definition_id = d.id ORDER BY d.id
      """)
    var statements: [String] = []
    for row in rows {
      let name = try row.string("name")
      let digest = try row.string("digest")
      guard try !row.isNull("source"), case let bytes = try row.bytes("source"),
        SHA256Hash(of: bytes).description == digest,
        let workflow = WorkflowReader.read(bytes: bytes, file: name, isProved: false).workflow,
        let compiled = WorkflowCompiler.compile(workflow, digest: digest)
      else {
        brokenDefinitions.append(name)
        continue
      }
      statements += compiled.guardFunctions
    }
    guards = statements
  }
}
