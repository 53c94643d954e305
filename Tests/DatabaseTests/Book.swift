import Foundation
import LocalCluster
import Postgres
import SQLFiles

/// A database of its own with the whole schema, two procedures and synthetic staff.
struct Book {
  let cluster: TemporaryCluster
  let parameters: ConnectionParameters

  /// Made once; each test copies it.
  private static let template = Result { try installed() }

  init() throws {
    cluster = try TemporaryCluster.shared()
    let name = try Self.template.get()
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
    var all = ""
    for table in try tables(connection) where table != left {
      let one = try connection.queryValue(
        "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \(table) t",
        as: String.self)
      all += "\(table)=\(one)\n"
    }
    return all
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

  private static func installed() throws -> String {
    let parameters = try TemporaryCluster.shared().makeDatabase()
    let connection = try Connection.connect(parameters)
    try migrate(connection)
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    for file in ["programmes.sql", "payments.sql"] {
      let sql = try String(contentsOf: fixtures.appending(path: file), encoding: .utf8)
      try connection.executeScript("BEGIN;" + sql + "COMMIT;")
    }
    return connection.database
  }

  /// Runs the files as docs/sql-api.md says.
  static func migrate(_ connection: Connection) throws {
    try connection.executeScript("BEGIN;" + SQLFiles.bootstrap + "COMMIT;")
    for migration in SQLFiles.migrations {
      try connection.executeScript("BEGIN;" + migration.sql + "COMMIT;")
    }
    let functions = SQLFiles.functions.map { $0.sql + "\nRESET ROLE;\n" }.joined()
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
