import Casebook
import History
import Postgres
import Testing

@Suite struct DoctorTests {
  private func faults(_ database: TestDatabase) throws -> [DoctorFinding.Subject: [String]] {
    let findings = try Doctor(database.superuser()).examine()
    return Dictionary(
      findings.filter { $0.severity == .fault }.map { ($0.subject, $0.objects) },
      uniquingKeysWith: +)
  }

  @Test func `a fresh installation is healthy, and looking changes nothing`() throws {
    let database = try TestDatabase.ready()
    var found = try faults(database)
    found[.durability] = nil  // the cluster of tests runs without fsync
    #expect(found == [:])
    let number = try database.openCase()
    #expect(try database.session("li").show(number, why: nil)["state"]?.text == "draft")
  }

  @Test(arguments: [
    (
      "CREATE OR REPLACE FUNCTION casework_data.clock() RETURNS bigint LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END'",
      DoctorFinding.Subject.clockAndActor, "casework_data.clock()"
    ),
    (
      "CREATE OR REPLACE FUNCTION casework_data.acting_staff() RETURNS SETOF casework_data.staff LANGUAGE sql STABLE AS 'SELECT * FROM casework_data.staff LIMIT 1'",
      .clockAndActor, "casework_data.acting_staff()"
    ),
    (
      "GRANT SELECT ON casework_data.person TO casework_user", .privileges,
      "casework_data.person: casework_user has SELECT"
    ),
    ("ALTER TABLE casework_data.entry DISABLE TRIGGER USER", .triggers, "is switched off"),
    ("GRANT TEMP ON DATABASE current TO PUBLIC", .privileges, "PUBLIC has TEMPORARY"),
    ("ALTER FUNCTION casework.inbox(integer) RESET ALL", .functions, "casework.inbox(integer)"),
    (
      "UPDATE casework_data.definition_source SET source = source || '\\x0a'", .definitions,
      "small_relief@1"
    ),
    ("ALTER ROLE zhao CREATEROLE", .logins, "createrole"),
  ])
  func `what was tampered with is named`(
    statement: String, subject: DoctorFinding.Subject, name: String
  ) throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    let sql =
      statement
      .replacing("DATABASE current", with: "DATABASE \(admin.connection.database)")
      .replacing("ROLE zhao", with: "ROLE \(database.login("zhao"))")
    try admin.connection.executeScript(sql)
    let found = try faults(database)[subject] ?? []
    #expect(found.contains { $0.contains(name) }, "\(found)")
  }

  @Test func `a guard that was replaced is named`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    let digest = try SmallGrant.checked().digest.prefix(32)
    try admin.connection.executeScript(
      """
      CREATE OR REPLACE FUNCTION casework_rules.d_\(digest)(action text, facts jsonb)
      RETURNS boolean[] LANGUAGE plpgsql STABLE SECURITY DEFINER
      AS 'BEGIN RETURN ARRAY[true]; END'
      """)
    let found = try faults(database)[.definitions] ?? []
    #expect(found.contains { $0.contains("d_\(digest)") })
  }
}
