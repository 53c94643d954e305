import Foundation
import Postgres
import Testing

@Suite struct GrantTests {
  @Test func `a grant goes from opening to payment, and the books close`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    #expect(
      try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'ok') ->> 'amount'")
        == "4000.00")
    #expect(
      try book.call("sun", "casework.act('\(number)', 'pay', '{}', 7, 'p') ->> 'state'") == "paid")
    let years = try book.call(
      "fin", "casework.fund_show('hardship') -> 0 -> 'years' -> 0 ->> 'paid'")
    #expect(years == "4000.00")
    #expect(
      try book.call("aud", "casework.history('\(number)') -> 'entries' -> 6 ->> 'kind'")
        == "approve")
    try book.expectSound(number)
  }

  @Test func `a repeated request gives the first answer, other arguments are refused`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let approve = "casework.act('\(number)', 'approve', '{}', 6, 'once')"
    let first = try book.call("zhao", "\(approve) - 'repeated'")
    #expect(try book.call("zhao", "\(approve) - 'repeated'") == first)
    #expect(try book.call("zhao", "\(approve) ->> 'repeated'") == "true")
    let other = "SELECT casework.act('\(number)', 'approve', '{}', 7, 'once')"
    #expect(state(try book.login("zhao"), other) == "KW003")
    // the same id is another person's own
    #expect(state(try book.login("dir1"), "SELECT \(approve)") == "KW002")
    try book.expectSound(number)
  }

  @Test(arguments: [
    ("li", "4000.00", "distinct_from"), ("wang", "4000.00", "distinct_from"),
    ("dir1", "4000.00", "tier"),
    ("zhao", "6000.00", "tier"), ("zhao", "5000.01", "tier"), ("zhao", "4999.00", "fund"),
  ])
  func `an approval is refused by the rule that fails`(who: String, amount: String, rule: String)
    throws
  {
    let book = try Book()
    try book.allot("4500.00")
    let number = try book.recommended(amount)
    let refusal = try #require(throws: PostgresError.self) {
      try book.call(who, "casework.act('\(number)', 'approve', '{}', 6, 'a')")
    }
    #expect(refusal.sqlState == "KW001")
    #expect(refusal.server?.detail?.contains("\"rule\": \"\(rule)\"") == true)
    try book.expectSound(number)
  }

  @Test
  func `two directors sign a large grant; one who recalls is gone, a correction voids the vote`()
    throws
  {
    let book = try Book()
    try book.allot("50000.00")
    let number = try book.submitted(Book.form.replacing("9000", with: "45000"))
    _ = try book.call("li", "casework.check_result('\(number)', 'home_visit', 'pass', NULL, 'c')")
    _ = try book.call("wang", "casework.check_result('\(number)', 'means_test', 'pass', NULL, 'm')")
    _ = try book.call(
      "wang", "casework.act('\(number)', 'recommend', '{\"granted\": 30000}', NULL, 'r')")
    func approve(_ who: String, _ version: Int, _ id: String) -> String {
      "casework.act('\(number)', 'approve', '{}', \(version), '\(id)') ->> 'moved'"
    }
    #expect(try book.call("dir1", approve("dir1", 7, "a")) == "false")
    #expect(state(try book.login("dir1"), "SELECT " + approve("dir1", 8, "b")) == "KW001")
    _ = try book.call("dir1", "casework.recall('\(number)', 'approve', 'c')")
    #expect(try book.call("dir2", approve("dir2", 9, "d")) == "false")
    _ = try book.call(
      "li", "casework.correct('\(number)', 'account', '\"6222020200112299\"', 'typo', 'e')")
    #expect(try book.call("dir1", approve("dir1", 11, "f")) == "false")
    #expect(try book.call("dir2", approve("dir2", 12, "g")) == "true")
    try book.expectSound(number)
  }

  @Test
  func
    `a correction after the approval voids it: nothing is paid on a signature for another account`()
    throws
  {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'ok')")
    _ = try book.call(
      "li", "casework.correct('\(number)', 'account', '\"6222020200112299\"', 'typo', 'e')")
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("sun", "casework.act('\(number)', 'pay', '{}', 8, 'p')")
    }
    #expect(refusal.server?.detail?.contains("\"rule\": \"signature\"") == true)
    _ = try book.call("li", "casework.act('\(number)', 'withdraw', '{\"reason\": \"x\"}', 8, 'w')")
    #expect(
      try book.call("fin", "casework.fund_show('hardship') -> 0 -> 'years' -> 0 ->> 'room'")
        == "5000.00")
    try book.expectSound(number)
  }

  @Test(arguments: [
    ("{\"requested\": \"NaN\"}", "type"), ("{\"requested\": \"Infinity\"}", "type"),
    ("{\"requested\": 1e400}", "type"),
    ("{\"requested\": 0.999}", "decimals"), ("{\"requested\": 0.5}", "min"),
    ("{\"requested\": 50000.01}", "max"),
    ("{\"requested\": true}", "type"), ("{\"born\": \"2026-02-30\"}", "type"),
    ("{\"born\": \"0000-01-01\"}", "type"),
    ("{\"born\": \"2999-01-01\"}", "check"), ("{\"born\": 99999999999}", "too_large"),
    ("{\"cause\": \"x\"}", "choice"),
    ("{\"account\": \"12\"}", "pattern"), ("{\"account\": \"622202020011223\\n\"}", "pattern"),
    ("{\"people\": [{\"age\": 121, \"disabled\": true}]}", "age:max"),
    ("{\"people\": [{\"age\": 1}]}", "disabled:absent"),
    ("{\"people\": [{\"age\": 1, \"disabled\": true, \"x\": 1}]}", "unknown_column"),
    ("{\"people\": [[]]}", "type"),
    ("{\"name\": [\"a\"]}", "type"), ("{\"secret\": 1}", "not_here"),
    ("{\"granted\": 1}", "not_here"),
  ])
  func `a field that does not fit is refused, never a cast error`(fields: String, why: String)
    throws
  {
    let book = try Book()
    let number = try book.call(
      "li",
      "casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'o') ->> 'case'")
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("li", "casework.act('\(number)', 'submit', '\(fields)', NULL, 's')")
    }
    #expect(refusal.sqlState == "KW001")
    #expect(refusal.server?.detail?.contains("\"why\": \"\(why)\"") == true)
  }

  @Test func `in the wrong state the state alone is named`() throws {
    let book = try Book()
    let number = try book.submitted()
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("sun", "casework.act('\(number)', 'pay', '{}', NULL, 'p')")
    }
    let alone = """
      "refused": [{"args": {"state": "review"}, "kind": "state", "rule": "state"}]
      """
    #expect(refusal.server?.detail?.contains(alone) == true)
  }

  @Test func `an amount is that of its step when one without an amount comes before it`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    try book.superuser().executeScript(
      """
      UPDATE casework_data.wf_action SET money = '[{"step": "release", "amount": "reserved"}]' || money
       WHERE name = 'approve'
      """)
    let approve = "casework.act('\(number)', 'approve', '{}', 6, 'ok') ->> 'amount'"
    #expect(try book.call("zhao", approve) == "4000.00")
    try book.expectSound(number)
  }

  @Test func `nobody acts on their own case`() throws {
    let book = try Book()
    let person = try book.call("li", "casework.me() ->> 'person'")
    let open = "SELECT casework.open('small_grant', '\(person)', '{}', 'o')"
    #expect(state(try book.login("li"), open) == "KW001")
  }
}
