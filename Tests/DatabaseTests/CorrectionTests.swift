import Postgres
import Testing

@Suite struct CorrectionTests {
  func correct(_ number: String, _ field: String, _ value: String, _ id: String) -> String {
    "casework.correct('\(number)', '\(field)', '\(value)', 'typo', '\(id)')"
  }

  @Test func `a correction of a signed field opens the checks that were passed`() throws {
    let book = try Book()
    let number = try book.submitted()
    let results = "casework.show('\(number)') -> 'content' -> 'checks' -> 0 ->> 'result'"
    _ = try book.call("wang", "casework.check_result('\(number)', 'means_test', 'pass', NULL, 'm')")
    _ = try book.call("li", correct(number, "name", "\"Other\"", "a"))
    #expect(try book.call("li", results) == "pass")
    _ = try book.call("li", correct(number, "account", "\"6222020200112299\"", "b"))
    #expect(try book.call("li", results) == "open")
    let recommend = "SELECT casework.act('\(number)', 'recommend', '{\"granted\": 1}', NULL, 'r')"
    #expect(state(try book.login("wang"), recommend) == "KW001")
    try book.expectSound(number)
  }

  @Test func `a signed field stands once money was paid, another may be corrected`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'ok')")
    _ = try book.call("sun", "casework.act('\(number)', 'pay', '{}', 7, 'p')")
    // a procedure may go on after a payment: put the case where this one does not end
    try book.superuser().executeScript(
      "UPDATE casework_data.cases SET state = 'approved', closed_us = NULL, paid = 0")
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("li", correct(number, "account", "\"6222020200112299\"", "a"))
    }
    #expect(refusal.sqlState == "KW001")
    #expect(refusal.server?.detail?.contains("\"rule\": \"paid\"") == true)
    _ = try book.call("li", correct(number, "name", "\"Other\"", "b"))
  }

  @Test func `who corrects a field may not take the step that another must take`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    try book.superuser().executeScript("SELECT casework_admin.staff_grant('zhao', 'caseworker')")
    _ = try book.call("zhao", correct(number, "account", "\"6222020200112299\"", "a"))
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 7, 'ok')")
    }
    #expect(refusal.server?.detail?.contains("\"ref\": \"submit\"") == true)
    let did = "casework.snapshot('\(number)') -> 'entries' -> 6 ->> 'action'"
    #expect(try book.call("zhao", did) == "account")
    try book.expectSound(number)
  }

  @Test func `a correction that undoes what a rule decided is refused, another passes`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("li", correct(number, "income", "600000", "a"))
    }
    #expect(refusal.sqlState == "KW001")
    let detail = try #require(refusal.server?.detail)
    #expect(detail.contains(#""rule": "undoes""#) && detail.contains(#""ref": "recommend""#))
    #expect(detail.contains(#""rules": ["eligible"]"#))
    _ = try book.call("li", correct(number, "income", "5900", "b"))
    try book.expectSound(number)
  }
}
