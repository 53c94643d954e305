import Casebook
import History
import Postgres
import Testing

@Suite struct DoctorTests {
  private func faults(_ database: TestDatabase) throws -> [DoctorFinding.Subject: [String]] {
    let findings = try database.doctor(database.superuser()).examine()
    return Dictionary(
      findings.filter { $0.severity == .fault }.map { ($0.subject, $0.objects) },
      uniquingKeysWith: +)
  }

  /// A case with a document, and its number.
  private func caseWithPaper(in database: TestDatabase) throws -> String {
    _ = try database.superuser().install(
      SmallGrant.checked(
        SmallGrant.text.replacing("version: 1", with: "version: 2")
          .replacing("\nfacts:", with: "\ndocuments:\n  paper: {}\n\nfacts:")))
    let number = try database.openCase()
    _ = try database.session("li").attach(
      number, document: "paper", fileName: "a.txt", content: Array("a".utf8), issuedOn: nil,
      request: .random())
    return number
  }

  @Test func `an installation in use is healthy, and looking changes nothing`() throws {
    let database = try TestDatabase.ready()
    let number = try caseWithPaper(in: database)
    var found = try faults(database)
    found[.durability] = nil  // the cluster of tests runs without fsync
    #expect(found == [:])
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

  /// Everything here was tried by a member of casework_owner, and stayed unseen once.
  @Test(arguments: [
    (
      "CREATE FUNCTION casework.peek() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT body FROM casework_data.payload'; GRANT EXECUTE ON FUNCTION casework.peek() TO casework_user",
      DoctorFinding.Subject.functions, "added function casework.peek()"
    ),
    (
      "CREATE TRIGGER more BEFORE INSERT ON casework_data.reading FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change()",
      .schema, "added trigger casework_data.reading more"
    ),
    (
      "DROP TRIGGER reading_append_only_statement ON casework_data.reading", .schema,
      "missing trigger casework_data.reading reading_append_only_statement"
    ),
    (
      "CREATE POLICY more ON casework_data.cases USING (true)", .schema,
      "added policy casework_data.cases more"
    ),
    (
      "ALTER TABLE casework_data.payload DISABLE ROW LEVEL SECURITY", .schema,
      "changed table casework_data.payload"
    ),
    (
      "CREATE RULE more AS ON INSERT TO casework_data.reading DO INSTEAD NOTHING", .schema,
      "added rule casework_data.reading more"
    ),
    (
      "ALTER TABLE casework_data.reading ALTER COLUMN at SET DEFAULT '2000-01-01'", .schema,
      "changed column casework_data.reading.at"
    ),
    (
      "ALTER VIEW casework_read.cases SET (security_barrier = false)", .schema,
      "changed view casework_read.cases"
    ),
    (
      "ALTER DOMAIN casework_data.holding DROP CONSTRAINT holding_never_negative", .schema,
      "missing constraint casework_data.holding holding_never_negative"
    ),
    (
      "ALTER TABLE casework_data.fund_year DROP CONSTRAINT fund_year_never_overdrawn", .schema,
      "missing constraint casework_data.fund_year fund_year_never_overdrawn"
    ),
    (
      "DROP INDEX casework_data.entry_request", .schema,
      "missing index casework_data.entry entry_request"
    ),
    (
      "GRANT USAGE ON SCHEMA casework_data TO casework_user", .schema,
      "changed schema rights casework_data"
    ),
    (
      "ALTER DEFAULT PRIVILEGES FOR ROLE casework_owner IN SCHEMA casework_data GRANT SELECT ON TABLES TO casework_user",
      .schema, "added default rights of casework_owner in casework_data on r"
    ),
    (
      "CREATE TYPE casework_data.more AS ENUM ('a'); CREATE FUNCTION casework_data.more_text(casework_data.more) RETURNS text LANGUAGE sql AS 'SELECT ''a''::text'; CREATE CAST (casework_data.more AS text) WITH FUNCTION casework_data.more_text(casework_data.more) AS IMPLICIT",
      .schema, "added cast casework_data.more as text"
    ),
    (
      "CREATE FUNCTION casework_data.ended() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER ended ON ddl_command_end EXECUTE FUNCTION casework_data.ended()",
      .schema, "added event trigger ended"
    ),
    (
      "CREATE FUNCTION casework_rules.d_00000000000000000000000000000000(action text, facts jsonb) RETURNS boolean[] LANGUAGE sql AS 'SELECT ARRAY[true]'",
      .definitions, "added function casework_rules.d_00000000000000000000000000000000(text,jsonb)"
    ),
  ])
  func `what a deployer added, took away or changed is named`(
    statements: String, subject: DoctorFinding.Subject, line: String
  ) throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    try admin.connection.executeScript(statements)
    let found = try faults(database)[subject] ?? []
    #expect(found.contains(line), "\(found)")
  }

  @Test(arguments: [
    (
      "UPDATE casework_data.document SET content = 'other'", DoctorFinding.Subject.history,
      "document 1 is not what was attached"
    ),
    ("DELETE FROM casework_data.document", .history, "the document of entry 2 is not there"),
    (
      "UPDATE casework_data.cases SET state = 'approved'", .history,
      "state approved, history says draft"
    ),
    ("DELETE FROM casework_data.payload WHERE seq = 2", .history, "entry 2 has no payload row"),
    (
      "DELETE FROM casework_data.entry WHERE seq = 2", .history,
      "version 2, last entry 1, head is not the last entry's hash"
    ),
    (
      "UPDATE casework_data.fund_year SET allotted = allotted + 100 WHERE year = 2026", .balances,
      "relief 2026: allotted 10001.00, ledger 10000.00"
    ),
    (
      "UPDATE casework_data.cases SET paid = 100", .balances,
      "the amounts on the case are not what it has of the funds"
    ),
    (
      "DELETE FROM casework_data.held_role WHERE role = 'caseworker'", .actors,
      "acted as caseworker, and no such grant is on record"
    ),
  ])
  func `rows that were changed past the functions are named`(
    statement: String, subject: DoctorFinding.Subject, line: String
  ) throws {
    let database = try TestDatabase.ready()
    _ = try caseWithPaper(in: database)
    let admin = try database.superuser()
    try admin.connection.executeScript("SET session_replication_role = replica; \(statement)")
    let found = try faults(database)[subject] ?? []
    #expect(found.contains { $0.hasSuffix(line) }, "\(found)")
  }

  @Test func `numbers of readings that have no row are counted`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    try admin.connection.executeScript(
      """
      DO $$ BEGIN PERFORM nextval('casework_data.reading_no_seq'); END $$
      """)
    let gaps = try database.doctor(admin).examine().first { $0.subject == .gaps }
    #expect(gaps?.severity == .ok)
    #expect(gaps?.objects.contains("1 of 1 reading numbers have no row") == true, "\(gaps as Any)")
  }

  @Test func `a function that was another one for a moment is named`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    let source: String = try admin.connection.queryValue(
      "SELECT pg_get_functiondef('casework_data.acting_staff()'::regprocedure)")
    try admin.connection.executeScript("SET ROLE casework_owner; \(source); RESET ROLE")
    let findings = try database.doctor(admin).examine().filter { $0.subject == .functions }
    #expect(
      findings.last
        == DoctorFinding(
          .functions, .warning,
          ["written again since the last init: casework_data.acting_staff()"]))
  }

  /// What would make its author a superuser when a superuser reads the table.
  private static let traps = [
    """
    ALTER TABLE casework_data.schema_migration RENAME TO schema_migration_real;
    CREATE VIEW casework_data.schema_migration AS SELECT * FROM casework_data.schema_migration_real
      WHERE casework_data.trap()
    """,
    "CREATE INDEX trap ON casework_data.schema_migration (version) WHERE casework_data.trap()",
    "CREATE STATISTICS casework_data.trap ON (casework_data.trap()), version FROM casework_data.schema_migration",
  ]

  @Test(arguments: traps)
  func `a trap in the place of a table is not stepped into, by doctor or by init`(
    statements: String
  ) throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    let trap = "\(database.prefix)trap"
    try admin.connection.executeScript(
      """
      CREATE ROLE \(trap);
      SET ROLE casework_owner;
      CREATE FUNCTION casework_data.trap() RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
      BEGIN
        IF current_setting('is_superuser') = 'on' THEN
          EXECUTE 'ALTER ROLE \(trap) SUPERUSER';
        END IF;
        RETURN true;
      END $$;
      \(statements);
      RESET ROLE
      """)
    let found = try faults(database)
    #expect(
      found[.tables]?.contains { $0.hasPrefix("casework_data.schema_migration ") } == true,
      "\(found)")
    #expect(throws: CasebookError.self) { try Migrator().migrate(admin.connection) }
    let isSuperuser: Bool = try admin.connection.queryValue(
      "SELECT rolsuper FROM pg_roles WHERE rolname = $1", [trap])
    #expect(!isSuperuser)
  }

  @Test func `a trigger on the record of migrations stops an init`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    try admin.connection.executeScript(
      """
      CREATE TRIGGER trap BEFORE INSERT ON casework_data.schema_migration
        FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change()
      """)
    #expect(throws: CasebookError.self) { try Migrator().migrate(admin.connection) }
  }

  @Test func `who may not make a database is told what was not compared`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    let login = database.login("zhao")
    try admin.connection.executeScript("GRANT casework_owner TO \(login)")
    let findings = try database.doctor(database.session("zhao")).examine()
    let schema = findings.first { $0.subject == .schema }
    #expect(schema?.severity == .warning)
    #expect(schema?.objects.first?.hasPrefix("not compared: \(login) is no superuser") == true)
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

extension TestDatabase {
  /// The doctor, comparing on the server itself.
  fileprivate func doctor(_ session: Session) -> Doctor {
    Doctor(
      session,
      comparingOn: [
        {
          ReferenceServer(session.connection) { name in
            var own = parameters
            own.keywords["dbname"] = name
            return Session(try Connection.connect(own))
          }
        }
      ])
  }
}
