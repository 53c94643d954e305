import Foundation
import Postgres
import Testing

@Suite struct ConfidentialityTests {
  /// A case of the third tier, matched with the counsellor coun.
  func matched(_ book: Book) throws -> String {
    let opened = try book.call(
      "coun",
      """
      casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', '{"concern": "SECRET"}', 'o')
        ->> 'case'
      """)
    _ = try book.call(
      "coun", "casework.act('\(opened)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')")
    return opened
  }

  @Test func `content of the third tier needs a reading that is committed and one's own`() throws {
    let book = try Book()
    let number = try matched(book)
    #expect(try book.call("coun", "casework.show('\(number)') ->> 'content' IS NULL") == "true")
    let reading = try book.call("coun", "casework.reading('\(number)', 'session')")
    let read = "casework.read('\(reading)') -> 'content' -> 'fields' ->> 'concern'"
    #expect(try book.call("coun", read) == "SECRET")
    for other in ["coun2", "clin", "zhao", "aud", "li"] {
      #expect(state(try book.login(other), "SELECT \(read)") == "KW004")
    }
    // read in the transaction of its reading, with a savepoint, then rolled back: nothing to see
    let connection = try book.login("coun")
    try connection.executeScript("BEGIN; SAVEPOINT a")
    let own = try connection.queryValue(
      "SELECT casework.reading('\(number)', 'unseen')::text", as: String.self)
    #expect(state(connection, "RELEASE a; SELECT casework.read('\(own)')") == "KW004")
    #expect(state(connection, "ROLLBACK") == "00000")
    #expect(state(connection, "SELECT casework.read('\(own)')") == "KW004")
  }

  @Test(arguments: [
    ("coun", "in_sessions", 2, 0), ("coun2", nil, 0, 0), ("clin", "in_sessions", 2, 0),
    ("zhao", "in_sessions", 2, 0), ("fin", nil, 0, 0), ("aud", nil, 0, 2), ("mallory", nil, 0, 0),
    ("stranger", nil, 0, 0),
  ])
  func `each role sees of the third tier what the visibility table says`(
    who: String, caseState: String?, entries: Int, exported: Int
  ) throws {
    let book = try Book()
    _ = try matched(book)
    let connection = try book.login(who)
    let rows = try connection.query("SELECT state, applicant FROM casework_read.cases").values
    #expect(rows.first?[0] == caseState)
    #expect(rows.allSatisfy { $0[1] == nil })
    #expect(try connection.query("SELECT 1 FROM casework_read.entries").count == entries)
    #expect(try connection.query("SELECT 1 FROM casework_read.export_entries").count == exported)
    #expect(try connection.query("SELECT 1 FROM casework_read.export_payloads").isEmpty)
  }

  @Test func `no error and no list shows what is hidden`() throws {
    let book = try Book()
    let number = try matched(book)
    for function in [
      "show('\(number)')", "history('\(number)')", "snapshot('\(number)')",
      "reading('\(number)', 'x')",
      "fetch_document('\(number)', 1)", "note('\(number)', 'x', 'n')",
      "hold('\(number)', 'away', NULL, 'h')",
      "correct('\(number)', 'concern', '\"x\"', 'x', 'c')", "recall('\(number)', 'close', 'r')",
      "act('\(number)', 'close', '{}', NULL, 'a')", "waive('\(number)', 'consent', 'x', 'w')",
      "check_result('\(number)', 'x', 'pass', NULL, 'k')", "resume('\(number)', 'u')",
      "attach('\(number)', 'consent', 'a', '\\x01', NULL, 't')",
    ] {
      let absent = function.replacingOccurrences(of: number, with: "TK-0000-00000")
      let hidden = try #require(throws: PostgresError.self) {
        try book.call("coun2", "casework.\(function)")
      }
      let missing = try #require(throws: PostgresError.self) {
        try book.call("coun2", "casework.\(absent)")
      }
      #expect(hidden.sqlState == "KW004")
      #expect(hidden.server?.message == missing.server?.message)
      #expect(hidden.server?.detail == nil && missing.server?.detail == nil)
    }
    #expect(try book.call("coun2", "(SELECT count(*) FROM casework.inbox())") == "0")
  }
}
