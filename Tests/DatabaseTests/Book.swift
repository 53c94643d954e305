import Foundation
import LocalCluster
import Postgres
import SQLFiles

/// A database of its own with the whole schema, two procedures and synthetic staff.
struct Book {
  let cluster: TemporaryCluster
  let parameters: ConnectionParameters

  /// Made once; each test copies it.
  private static let template = Result { try installed(on: TemporaryCluster.shared()) }

  init() throws {
    try self.init(on: TemporaryCluster.shared(), template: Self.template.get())
  }

  init(on cluster: TemporaryCluster, template name: String) throws {
    self.cluster = cluster
    parameters = try cluster.makeDatabase(template: name)
    // A copy has no ACL of its own: a restore has the same trouble, and bootstrap mends it.
    try superuser().executeScript("BEGIN;" + SQLFiles.bootstrap + "COMMIT;")
  }

  func superuser() throws -> Connection { try Connection.connect(parameters) }

  func login(_ name: String) throws -> Connection { try Connection.connect(parameters.user(name)) }

  /// Calls an API function as a person; the answer as text.
  func call(_ who: String, _ expression: String) throws -> String {
    try login(who).queryValue("SELECT (\(expression))::text", as: String.self)
  }

  /// A fresh case of the grant, with its documents, sent to review.
  func submitted(_ form: String = Self.form) throws -> String {
    let number = try call(
      "li",
      """
      casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}',
        '\(UUID().uuidString)') ->> 'case'
      """)
    for document in ["id_card", "income_proof"] {
      _ = try call(
        "li",
        """
        casework.attach('\(number)', '\(document)', 'a.pdf', '\\x01', current_date - 3,
          '\(UUID().uuidString)')
        """)
    }
    _ = try call(
      "li", "casework.act('\(number)', 'submit', '\(form)', NULL, '\(UUID().uuidString)')")
    return number
  }

  /// A case of the grant that waits for an approval.
  func recommended(_ granted: String = "4000.00") throws -> String {
    let number = try submitted()
    for step in [
      "casework.check_result('\(number)', 'means_test', 'pass', NULL, '\(UUID().uuidString)')",
      "casework.act('\(number)', 'recommend', '{\"granted\": \(granted)}', NULL, '\(UUID().uuidString)')",
    ] {
      _ = try call("wang", step)
    }
    return number
  }

  /// Gives the fund its money.
  func allot(_ amount: String) throws {
    let add = "casework.fund_add('hardship', '{}', 'CNY', '\(UUID().uuidString)')"
    _ = try call("fin", add)
    let proposal = try call(
      "fin",
      """
      casework.fund_allot('hardship', extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int,
        \(amount), 'budget', '\(UUID().uuidString)') -> 'proposal'
      """)
    _ = try call("fin2", "casework.decide(\(proposal), 'approve', NULL, '\(UUID().uuidString)')")
  }

  /// One digest over every row of every table: what an attack must leave as it was.
  func digest(except left: String = "") throws -> String {
    let connection = try superuser()
    let each = try tables(connection).filter { $0 != left }.map {
      "SELECT '\($0)' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS d FROM \($0) t"
    }
    return try connection.queryValue(
      "SELECT string_agg(d, ' ' ORDER BY d) FROM (\(each.joined(separator: " UNION ALL "))) t",
      as: String.self)
  }

  func tables(_ connection: Connection) throws -> [String] {
    try connection.query(
      """
      SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
       WHERE schemaname = 'casework_data' ORDER BY 1
      """
    ).values.compactMap { $0.first ?? nil }
  }

  static let form = """
    {"name": "Test", "born": "1980-05-01", "income": "6000.00", "people": [{"age": 45, "disabled": false},
    {"age": 12, "disabled": false}, {"age": 70, "disabled": false}], "cause": "job_loss",
    "requested": 9000, "account": "6222020200112233"}
    """

  /// The name of a database with the whole schema and the fixtures, to be copied.
  static func installed(on cluster: TemporaryCluster) throws -> String {
    let parameters = try cluster.makeDatabase()
    let connection = try Connection.connect(parameters)
    try migrate(connection)
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    for file in ["programmes.sql", "payments.sql", "benefits.sql"] {
      let sql = try String(contentsOf: fixtures.appending(path: file), encoding: .utf8)
      try connection.executeScript("BEGIN;" + sql + "COMMIT;")
    }
    return connection.database
  }

  /// All that is replaced at every migration, one transaction's worth.
  static var functions: String {
    SQLFiles.functions.map { $0.sql + "\nRESET ROLE;\n" }.joined()
  }

  /// Runs what is missing under the lock of docs/sql-api.md.
  static func migrateUnderLock(_ connection: Connection) throws -> String {
    try connection.transaction { transaction in
      try transaction.executeScript(
        "LOCK TABLE casework_data.schema_migration IN SHARE ROW EXCLUSIVE MODE")
      let done = try transaction.query("SELECT version::text FROM casework_data.schema_migration")
      let missing = SQLFiles.migrations.filter { !done.values.contains(["\($0.version)"]) }
      guard !missing.isEmpty else { return "nothing to do" }
      for migration in missing {
        try transaction.executeScript(migration.sql + "; RESET ROLE;")
        try transaction.execute(
          "INSERT INTO casework_data.schema_migration VALUES ($1, $2, sha256($3::text::bytea))",
          [migration.version, migration.name, migration.name])
      }
      try transaction.executeScript(functions)
      return "migrated"
    }
  }

  /// Runs the files as docs/sql-api.md says.
  static func migrate(_ connection: Connection) throws {
    try connection.executeScript("BEGIN;" + SQLFiles.bootstrap + "COMMIT;")
    for migration in SQLFiles.migrations {
      try connection.executeScript("BEGIN;" + migration.sql + "COMMIT;")
    }
    try connection.executeScript("BEGIN;" + functions + "COMMIT;")
  }
}

/// The SQLSTATE a script ends with; "00000" when it succeeds.
func state(_ connection: Connection, _ script: String) -> String {
  do throws(PostgresError) {
    try connection.executeScript(script)
    return "00000"
  } catch {
    return error.sqlState?.code ?? "?????"
  }
}
