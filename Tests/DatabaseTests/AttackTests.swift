import Foundation
import Postgres
import Testing

/// One statement of somebody with psql, and what must come of it.
struct Attack: CustomTestStringConvertible, Sendable {
  let who: String
  let statement: String
  let sqlState: String
  var testDescription: String { "\(who): \(statement.prefix(80))" }

  init(_ who: String, _ statement: String, _ sqlState: String = "42501") {
    self.who = who
    self.statement = statement
    self.sqlState = sqlState
  }
}

@Suite struct AttackTests {
  static let verbs = [
    "SELECT * FROM %", "INSERT INTO % DEFAULT VALUES", "UPDATE % SET tableoid = 0", "DELETE FROM %",
    "TRUNCATE % CASCADE", "LOCK TABLE % IN ACCESS SHARE MODE", "COPY % TO '/tmp/x'", "DROP TABLE %",
    "ALTER TABLE % DISABLE TRIGGER ALL", "CREATE POLICY p ON % USING (true)", "ANALYZE (VERBOSE) %",
  ]

  @Test(arguments: ["li", "zhao", "fin", "aud", "stranger"])
  func `nobody has any right on any table`(who: String) throws {
    let book = try Book()
    _ = try book.submitted()
    let before = try book.digest()
    let connection = try book.login(who)
    var tried = 0
    for table in try book.tables(book.superuser()) {
      for verb in Self.verbs {
        let statement = verb.replacingOccurrences(of: "%", with: table)
        let got = state(connection, "BEGIN;" + statement)
        _ = state(connection, "ROLLBACK")
        // ANALYZE skips what it may not touch with a warning; everything else is refused outright
        #expect(["42501", "00000"].contains(got) && (got == "42501" || verb.hasPrefix("ANALYZE")))
        tried += 1
      }
    }
    #expect(tried > 200)
    #expect(try book.digest() == before)
  }

  static let attacks = [
    Attack("li", "SET ROLE casework_owner"),
    Attack("li", "SET ROLE casework_reader"),
    Attack("li", "SET SESSION AUTHORIZATION zhao"),
    Attack("li", "CREATE TEMP TABLE tier_access (tier int)"),
    Attack("li", "CREATE TABLE public.staff (login text)"),
    Attack("li", "CREATE SCHEMA mine"),
    Attack("li", "DO $$ BEGIN PERFORM 1; END $$"),
    Attack("li", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "3F000"),
    Attack("li", "SELECT lo_create(0)"),
    Attack("li", "SELECT pg_logical_emit_message(true, 'a', 'b')"),
    Attack("li", "SELECT casework_admin.staff_grant('li', 'director')"),
    Attack("li", "SELECT casework_admin.staff_add('li', 'li')"),
    Attack("li", "SELECT casework_data.actor()"),
    Attack("li", "SELECT casework_data.clock()"),
    Attack("li", "SELECT casework_rules.int64(1)"),
    Attack("li", "GRANT casework_owner TO li"),
    Attack("li", "ALTER ROLE li CREATEROLE"),
    Attack("li", "COPY (SELECT 1) TO PROGRAM 'true'"),
    Attack("li", "UPDATE casework_read.cases SET state = 'paid'", "55000"),
    Attack("li", "DELETE FROM casework_read.funds", "55000"),
    Attack("stranger", "SELECT casework.me()", "KW006"),
    Attack("stranger", "SELECT casework.inbox()", "KW006"),
    Attack("stranger", "SELECT casework.show('SG-2026-000001')", "KW006"),
    Attack("li", "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT casework.me()", "KW007"),
    Attack("li", "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT casework.me()", "KW007"),
    Attack("li", "SELECT casework.tick()", "KW006"),
    Attack("li", "SELECT casework.fund_add('mine', '{}', 'CNY', 'a')", "KW006"),
    Attack("fin", "SELECT casework.fund_allot('hardship', 2026, 'NaN', 'x', 'a')", "KW005"),
    Attack("fin", "SELECT casework.fund_allot('hardship', 2026, 'Infinity', 'x', 'a')", "KW005"),
    Attack("fin", "SELECT casework.fund_allot('hardship', 2026, 0.001, 'x', 'a')", "KW005"),
    Attack("fin", "SELECT casework.fund_allot('hardship', 2026, -1000000, 'x', 'a')", "KW001"),
    Attack("fin", "SELECT casework.person_find('Te')", "KW006"),
    Attack("aud", "SELECT casework.note(number, 'x', 'a') FROM casework_read.cases", "KW001"),
    Attack("coun", "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attack("mallory", "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attack("mallory", "SELECT casework.act('SG-2026-000001', 'refuse', '{}', NULL, 'a')", "KW004"),
    Attack("mallory", "SELECT casework.history('SG-2026-000001')", "KW004"),
    Attack("mallory", "SELECT casework.snapshot('SG-2026-000001')", "KW004"),
    Attack("mallory", "SELECT casework.reading('SG-2026-000001', 'curious')", "KW004"),
    Attack("mallory", "SELECT casework.fetch_document('SG-2026-000001', 1)", "KW004"),
    Attack("mallory", "SELECT casework.act('SG-2026-999999', 'refuse', '{}', NULL, 'a')", "KW004"),
    Attack("li", "SELECT casework.act('x'' OR true --', 'submit', '{}', NULL, 'a')", "KW004"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'x''; --', '{}', NULL, 'a')", "KW005"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'withdraw', '[]', NULL, 'a')", "KW005"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'withdraw', '{}', NULL, NULL)", "KW005"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'withdraw', '{}', NULL, 'a b')", "KW005"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'pay', '{}', 6, 'a')", "KW001"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'lapse', '{}', NULL, 'a')", "KW001"),
    Attack("li", "SELECT casework.act('SG-2026-000001', 'recommend', '{}', 2, 'a')", "KW002"),
    Attack("li", "SELECT casework.read(gen_random_uuid())", "KW004"),
  ]

  @Test func `every attack is refused with its code and changes no row`() throws {
    let book = try Book()
    try book.allot("5000.00")
    #expect(try book.recommended() == "SG-2026-000001")
    let before = try book.digest()
    for attack in Self.attacks {
      let got = state(try book.login(attack.who), attack.statement)
      #expect(got == attack.sqlState, "\(attack.testDescription)")
    }
    #expect(try book.digest() == before)
  }

  /// Settings that change how expressions read; each in force while somebody tries to approve himself.
  @Test(arguments: [
    "standard_conforming_strings = off", "transform_null_equals = on",
    "search_path = pg_temp, public",
    "plpgsql.check_asserts = off", "DateStyle = 'SQL, DMY'", "TimeZone = 'Pacific/Kiritimati'",
    "client_encoding = 'GB18030'", "bytea_output = 'escape'", "IntervalStyle = 'iso_8601'",
    "extra_float_digits = -15", "array_nulls = off", "row_security = off", "lc_numeric = 'C'",
    "synchronous_commit = off", "default_transaction_isolation = 'read committed'",
    "work_mem = '64kB'",
  ])
  func `a setting of the session changes no verdict and no byte`(setting: String) throws {
    let book = try Book()
    try book.allot("50000.00")
    let number = try book.recommended()
    let own = try book.login("li")
    let approve = "SELECT casework.act('\(number)', 'approve', '{}', 6, 'self-approval')"
    #expect(state(own, "SET \(setting); \(approve)") == "KW001")
    let other = try book.login("zhao")
    #expect(state(other, "SET \(setting); \(approve)") == "00000")
    try book.expectSound(number)
  }

  @Test func `a superuser and a login made again are nobody`() throws {
    let book = try Book()
    #expect(state(try book.superuser(), "SELECT casework.me()") == "KW006")
    let root = try book.superuser()
    try root.executeScript("CREATE ROLE passing LOGIN; GRANT casework_user TO passing")
    try root.executeScript("SELECT casework_admin.staff_add('passing', 'Passing')")
    #expect(state(try book.login("passing"), "SELECT casework.me()") == "00000")
    try root.executeScript(
      "DROP ROLE passing; CREATE ROLE passing LOGIN; GRANT casework_user TO passing")
    #expect(state(try book.login("passing"), "SELECT casework.me()") == "KW006")
    try root.executeScript("DROP ROLE passing")
  }

  @Test func `history, ledger and readings refuse change even to their owner`() throws {
    let book = try Book()
    try book.allot("5000.00")
    _ = try book.submitted()
    for table in ["entry", "ledger", "reading"] {
      for verb in [
        "UPDATE casework_data.\(table) SET actor = 'x'", "DELETE FROM casework_data.\(table)",
        "TRUNCATE casework_data.\(table) CASCADE",
      ]
      where table != "reading" || !verb.hasPrefix("UPDATE") {
        #expect(state(try book.superuser(), verb) == "KW008")
      }
    }
  }
}
