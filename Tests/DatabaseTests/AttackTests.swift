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
