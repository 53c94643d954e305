import Foundation
import Postgres
import Testing

@Suite struct MissingGrantTests {
  /// The DETAIL of what a statement is refused with.
  private func detail(_ book: Book, _ who: String, _ expression: String) throws -> String {
    let connection = try book.login(who)
    do throws(PostgresError) {
      try connection.execute("SELECT \(expression)")
      return "done"
    } catch {
      return error.server?.detail ?? error.sqlState?.code ?? "?????"
    }
  }

  @Test func `who lacks a role is told which, where, and who gives it`() throws {
    let book = try Book()
    try book.hire("mg_none")
    let number = try book.submitted()
    let act = "casework.act('\(number)', 'recommend', '{\"granted\": 1}', NULL, 'r')"
    let seen = try detail(book, "zhao", act)
    // Who gives is of the whole server, where other tests have their own people.
    #expect(seen.contains(#""grant": {"role": "reviewer", "givers": [""#), "\(seen)")
    #expect(seen.contains(#""programme": "small_grant"}"#), "\(seen)")
    let opening = try detail(
      book, "mg_none",
      "casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'o')")
    #expect(opening.contains(#""role": "caseworker", "givers": [""#), "\(opening)")
    #expect(
      try detail(book, "mg_none", "casework.fund_add('x', '{}', 'CNY', 'f')").contains(#""givers""#)
    )
  }

  @Test func `a case out of sight stays absent, with no word of what would help`() throws {
    let book = try Book()
    try book.hire("mg_none")
    let number = try book.submitted()
    for reference in [number, "SG-2026-999999"] {
      #expect(
        try detail(book, "mg_none", "casework.act('\(reference)', 'submit', '{}', NULL, 'a')")
          == "KW004")
    }
  }

  @Test func `whose union a person belongs to is not told by opening a case for them`() throws {
    let book = try Book()
    try book.hire("mg_none")
    try book.superuser().executeScript(
      "UPDATE casework_data.person SET union_code = 'SECRET' WHERE name = 'Test Applicant'")
    let opening = try detail(
      book, "mg_none",
      "casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'o')")
    #expect(opening.contains(#""grant""#) && !opening.contains("SECRET"))
  }

  @Test func `the administrators of the house are named before superusers`() throws {
    let book = try Book()
    try book.hire("mg_admin")
    try book.superuser().executeScript("GRANT casework_owner TO mg_admin")
    let told = try detail(book, "zhao", "casework.fund_add('x', '{}', 'CNY', 'f')")
    try book.superuser().executeScript("REVOKE casework_owner FROM mg_admin")
    #expect(told.contains(#""mg_admin""#) && !told.contains(#""casework_admin""#), "\(told)")
  }

  @Test func `a login never becomes somebody else's`() throws {
    let book = try Book()
    let root = try book.superuser()
    try book.hire("mg_was", "caseworker")
    let person = try root.queryValue(
      "SELECT person::text FROM casework_data.staff WHERE login = 'mg_was'", as: String.self)
    try root.executeScript("SELECT casework_admin.staff_retire('mg_was')")
    #expect(state(root, "SELECT casework_admin.staff_add('mg_was', 'Another')") == "KW001")
    #expect(
      state(root, "SELECT casework_admin.staff_add('mg_was', 'Another', gen_random_uuid())")
        == "KW001")
    #expect(
      state(root, "SELECT casework_admin.staff_add('mg_was', 'Same', '\(person)')") == "00000")
    #expect(try book.call("mg_was", "casework.me() ->> 'grants'") == "[]")
  }

  @Test func `taking all roles away wants a successor where there are open cases`() throws {
    let book = try Book()
    let root = try book.superuser()
    let number = try book.call(
      "coun",
      """
      casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', '{"concern": "S"}', 'o')
        ->> 'case'
      """)
    _ = try book.call(
      "coun", "casework.act('\(number)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')")
    #expect(state(root, "SELECT casework_admin.staff_revoke('coun')") == "KW001")
    #expect(state(root, "SELECT casework_admin.staff_revoke('sun')") == "00000")
    #expect(state(try book.login("sun"), "SELECT casework.me()") == "KW006")
  }
}
