import Postgres
import Testing

/// Reading beyond one's limits: who may, what comes of it, and that nobody gets more by it.
@Suite struct BreakGlassTests {
  /// A case of the third tier that is the counsellor coun's own.
  private func matched(_ book: Book) throws -> String {
    let number = try book.call(
      "coun",
      """
      casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', '{"concern": "SECRET"}', 'o')
        ->> 'case'
      """)
    _ = try book.call(
      "coun", "casework.act('\(number)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')")
    return number
  }

  private func opened(_ book: Book, _ number: String) throws -> String {
    try book.call(
      "coun2", "casework.break_glass('\(number)', 'crisis call', 30, 'b') ->> 'reading'")
  }

  private static let concern = "-> 'content' -> 'fields' ->> 'concern'"

  @Test func `another counsellor's case opens at once, on record, and its supervisors are told`()
    throws
  {
    let book = try Book()
    let number = try matched(book)
    let reading = try opened(book, number)
    #expect(try book.call("coun2", "casework.read('\(reading)') \(Self.concern)") == "SECRET")
    #expect(try book.call("coun2", "casework.read('\(reading)') ->> 'level'") == "G")
    let again = try book.call("coun2", "casework.reading('\(number)', 'the phone number')")
    #expect(try book.call("coun2", "casework.read('\(again)') \(Self.concern)") == "SECRET")
    let entry = "casework.history('\(number)', '\(reading)') -> 'entries' -> -1"
    #expect(try book.call("coun2", "\(entry) ->> 'kind'") == "break_glass")
    #expect(try book.call("coun2", "\(entry) -> 'body' ->> 'reason'") == "crisis call")
    let told = try book.superuser().query(
      "SELECT channel FROM casework_data.outbox WHERE message = 'break_glass' ORDER BY 1")
    #expect(told.values == [["login clin"], ["login li"], ["login zhao"]])
    try book.expectSound(number)
  }

  @Test func `it opens nothing that a role never reads, and nothing that one reads anyway`() throws
  {
    let book = try Book()
    let number = try matched(book)
    let before = try book.digest()
    for (who, sqlState) in [
      ("coun", "KW001"), ("clin", "KW001"), ("zhao", "KW004"), ("fin", "KW004"), ("aud", "KW004"),
      ("li", "KW004"), ("mallory", "KW004"), ("stranger", "KW006"),
    ] {
      let glass = "SELECT casework.break_glass('\(number)', 'curious', 30, 'b')"
      #expect(state(try book.login(who), glass) == sqlState, "\(who)")
    }
    #expect(try book.digest() == before)
  }

  @Test func `the applicant and their relatives never, and no more than of an absent case`() throws
  {
    let book = try Book()
    let number = try matched(book)
    let root = try book.superuser()
    let glass = "SELECT casework.break_glass('\(number)', 'crisis call', 30, 'b')"
    try root.executeScript(
      """
      INSERT INTO casework_data.relationship (person_a, person_b, kind, declared_by)
        SELECT least(s.person, c.applicant_id), greatest(s.person, c.applicant_id), 'sibling', 'x'
          FROM casework_data.staff s, casework_data.cases c WHERE s.login = 'coun2'
      """)
    let related = try #require(throws: PostgresError.self) {
      try book.login("coun2").execute(glass)
    }
    try root.executeScript(
      """
      ALTER TABLE casework_data.relationship DISABLE TRIGGER ALL; DELETE FROM casework_data.relationship;
      UPDATE casework_data.staff SET person = (SELECT applicant_id FROM casework_data.cases) WHERE login = 'coun2'
      """)
    let own = try #require(throws: PostgresError.self) { try book.login("coun2").execute(glass) }
    let absent = try #require(throws: PostgresError.self) {
      try book.login("coun2").execute(glass.replacing(number, with: "TK-0000-00000"))
    }
    for error in [related, own] {
      #expect(error.sqlState == "KW004")
      #expect(error.server?.message == absent.server?.message)
      #expect(error.server?.detail == nil)
    }
  }

  @Test func `who reads beyond their limits still does nothing there`() throws {
    let book = try Book()
    let number = try matched(book)
    _ = try opened(book, number)
    let before = try book.digest()
    for deed in [
      "act('#', 'close', '{}', NULL, 'x')", "note('#', 'x', 'x')", "snapshot('#')",
      "hold('#', 'away', NULL, 'x')", "correct('#', 'concern', '\"x\"', 'x', 'x')",
      "attach('#', 'consent', 'a', '\\x01', NULL, 'x')", "waive('#', 'consent', 'x', 'x')",
      "recall('#', 'close', 'x')", "check_result('#', 'x', 'pass', NULL, 'x')",
    ] {
      let call = "SELECT casework." + deed.replacing("#", with: number)
      #expect(state(try book.login("coun2"), call) == "KW004", "\(deed)")
    }
    #expect(try book.digest() == before)
  }

  @Test func `it closes with its time, with the grant and for everybody else`() throws {
    let book = try Book()
    let number = try matched(book)
    let reading = try opened(book, number)
    let read = "SELECT casework.read('\(reading)')"
    for other in ["coun", "clin", "zhao", "aud"] {
      #expect(state(try book.login(other), read) == "KW004")
    }
    for minutes in ["0", "-1", "121", "NULL", "2147483647"] {
      let glass = "SELECT casework.break_glass('\(number)', 'x', \(minutes), 'z')"
      #expect(state(try book.login("coun2"), glass) == "KW005")
    }
    let root = try book.superuser()
    #expect(state(try book.login("coun2"), read) == "00000")
    try root.executeScript(
      "UPDATE casework_data.role_grant SET revoked_at = now() WHERE staff_id = (SELECT id FROM casework_data.staff WHERE login = 'coun2')"
    )
    #expect(state(try book.login("coun2"), read) == "KW004")
    try root.executeScript(
      """
      UPDATE casework_data.role_grant SET revoked_at = NULL;
      ALTER TABLE casework_data.reading DISABLE TRIGGER ALL;
      UPDATE casework_data.reading SET at = at - interval '31 minutes', until = until - interval '31 minutes'
      """)
    #expect(state(try book.login("coun2"), read) == "KW004")
    #expect(state(try book.login("coun2"), "SELECT casework.reading('\(number)', 'x')") == "KW004")
  }

  @Test func `opened and rolled back, it shows nothing`() throws {
    let book = try Book()
    let number = try matched(book)
    let connection = try book.login("coun2")
    try connection.executeScript("BEGIN")
    let reading = try connection.queryValue(
      "SELECT casework.break_glass('\(number)', 'unseen', 30, 'b') ->> 'reading'", as: String.self)
    #expect(state(connection, "SELECT casework.read('\(reading)')") == "KW004")
    #expect(state(connection, "ROLLBACK") == "00000")
    #expect(state(connection, "SELECT casework.read('\(reading)')") == "KW004")
    #expect(state(connection, "SELECT casework.reading('\(number)', 'x')") == "KW004")
  }

  @Test
  func
    `auditors list readings, without reasons in the third tier; supervisors those beyond limits`()
    throws
  {
    let book = try Book()
    let number = try matched(book)
    _ = try book.call("coun", "casework.reading('\(number)', 'my session')")
    _ = try opened(book, number)
    func list(_ who: String, _ arguments: String = "") throws -> [[String?]] {
      try book.login(who).query(
        """
        SELECT r ->> 'by', r ->> 'kind', r ->> 'reason' FROM casework.readings(\(arguments)) r
        """
      ).values
    }
    #expect(try list("aud") == [["coun2", "break_glass", nil], ["coun", "content", nil]])
    #expect(try list("aud", "'\(number)', 'coun'") == [["coun", "content", nil]])
    #expect(try list("aud", "NULL, NULL, now() + interval '1 day'").isEmpty)
    #expect(try list("clin") == [["coun2", "break_glass", "crisis call"]])
    #expect(try list("zhao", "waiting => true") == [["coun2", "break_glass", "crisis call"]])
    for who in ["coun", "coun2", "fin", "mallory", "stranger"] {
      #expect(state(try book.login(who), "SELECT casework.readings()") == "KW006")
    }
    #expect(
      try book.call("coun2", "(SELECT count(*) FROM casework.readings(waiting => true))") == "0")
  }

  @Test func `another person acknowledges it, once`() throws {
    let book = try Book()
    let number = try matched(book)
    _ = try opened(book, number)
    try book.superuser().executeScript(
      "SELECT casework_admin.staff_grant('coun2', 'clinical_supervisor')")
    for (who, sqlState) in [("coun2", "KW001"), ("fin", "KW006"), ("mallory", "KW006")] {
      #expect(state(try book.login(who), "SELECT casework.acknowledge(1, 'mine', 'k')") == sqlState)
    }
    #expect(state(try book.login("clin"), "SELECT casework.acknowledge(2, NULL, 'k')") == "KW004")
    let acknowledge = "casework.acknowledge(1, 'spoke to coun2', 'k')"
    #expect(try book.call("clin", "\(acknowledge) ->> 'by'") == "coun2")
    #expect(try book.call("clin", "\(acknowledge) ->> 'repeated'") == "true")
    #expect(state(try book.login("zhao"), "SELECT casework.acknowledge(1, NULL, 'k')") == "KW001")
    #expect(
      try book.call("zhao", "(SELECT count(*) FROM casework.readings(waiting => true))") == "0")
    for change in [
      "UPDATE casework_data.reading_review SET login = 'x'",
      "DELETE FROM casework_data.reading_review",
      "TRUNCATE casework_data.reading_review", "UPDATE casework_data.reading SET purpose = 'x'",
      "DELETE FROM casework_data.reading", "TRUNCATE casework_data.reading CASCADE",
    ] {
      #expect(state(try book.superuser(), change) == "KW008")
    }
  }

  @Test func `each document of a protected case needs a reading that names it`() throws {
    let book = try Book()
    let number = try matched(book)
    for file in ["a", "b"] {
      _ = try book.call(
        "coun", "casework.attach('\(number)', 'consent', '\(file)', '\\x01', NULL, '\(file)')")
    }
    let whole = try book.call("coun", "casework.reading('\(number)', 'session')")
    let first = try book.call("coun", "casework.reading('\(number)', 'session', 1)")
    func fetch(_ number: String, _ no: Int, _ reading: String) -> String {
      "SELECT casework.fetch_document('\(number)', \(no), '\(reading)')"
    }
    let connection = try book.login("coun")
    #expect(state(connection, fetch(number, 1, first)) == "00000")
    #expect(state(connection, fetch(number, 2, first)) == "KW004")
    #expect(state(connection, fetch(number, 1, whole)) == "KW004")
    #expect(state(connection, "SELECT casework.read('\(first)')") == "KW004")
    #expect(state(connection, "SELECT casework.reading('\(number)', 'x', 3)") == "KW004")
  }
}
