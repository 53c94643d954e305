import Foundation
import Postgres
import Testing

/// Private fields are held back by the database: from the screen, the history, the snapshot, exports and refusals.
@Suite struct PrivateFieldTests {
  private static let account = "6222020200112233"

  /// How often the account number stands in what an expression gives.
  private func tells(_ book: Book, _ who: String, _ expression: String) throws -> Int {
    let text = try book.call(who, expression)
    return text.components(separatedBy: Self.account).count - 1
  }

  private func reading(_ book: Book, _ who: String, _ number: String, private opens: Bool) throws
    -> String
  {
    try book.call(who, "casework.reading('\(number)', 'to call the bank', NULL, \(opens))")
  }

  @Test(arguments: ["li", "wang", "zhao", "dir1", "aud"])
  func `whoever reads the case sees that the field is filled, and not with what`(
    who: String
  ) throws {
    let book = try Book()
    let number = try book.submitted()
    let shown = "casework.show('\(number)')"
    #expect(try book.call(who, "\(shown) #>> '{content,fields,account}'") == "••••")
    #expect(try book.call(who, "\(shown) #> '{content,withheld}'") == #"["account"]"#)
    #expect(try book.call(who, "casework.snapshot('\(number)') -> 'fields' ? 'account'") == "false")
    #expect(
      try book.call(who, "casework.snapshot('\(number)') -> 'withheld'") == #"["account"]"#)
    for call in ["show", "history", "snapshot"] {
      #expect(try tells(book, who, "casework.\(call)('\(number)')") == 0, "\(call)")
    }
    let plain = try reading(book, who, number, private: false)
    #expect(try tells(book, who, "casework.read('\(plain)')") == 0)
    let opened = try reading(book, who, number, private: true)
    #expect(try tells(book, who, "casework.read('\(opened)')") == 3)
    #expect(try tells(book, who, "casework.history('\(number)', '\(opened)')") == 2)
    #expect(try tells(book, who, "casework.snapshot('\(number)', '\(opened)')") == 1)
  }

  @Test func `the value is given only after a reading that is committed, one's own and opens it`()
    throws
  {
    let book = try Book()
    let number = try book.submitted()
    let connection = try book.login("wang")
    try connection.executeScript("BEGIN")
    let unseen = try connection.queryValue(
      "SELECT casework.reading('\(number)', 'x', NULL, true)::text", as: String.self)
    #expect(state(connection, "SELECT casework.read('\(unseen)')") == "KW004")
    #expect(state(connection, "ROLLBACK") == "00000")
    let opened = try reading(book, "wang", number, private: true)
    for other in ["li", "zhao", "sun", "mallory", "stranger"] {
      let state = state(try book.login(other), "SELECT casework.read('\(opened)')")
      #expect(["KW004", "KW006"].contains(state), "\(other)")
    }
    let log = try book.superuser().queryValue(
      "SELECT count(*) FROM casework_data.reading WHERE private AND login = 'wang'", as: Int.self)
    #expect(log == 1)
  }

  @Test func `a file's readers are the only ones, whatever else they may read`() throws {
    let book = try Book()
    try book.superuser().executeScript(
      "UPDATE casework_data.wf_field SET readers = '{reviewer}' WHERE name = 'account'")
    let number = try book.recommended()
    for (who, times) in [("wang", 3), ("li", 0), ("zhao", 0), ("dir1", 0), ("aud", 0)] {
      let opened = try reading(book, who, number, private: true)
      let told = try tells(book, who, "casework.read('\(opened)')")
      #expect((told > 0) == (times > 0), "\(who)")
    }
    // also who would sign it, and who would pay it out
    #expect(try tells(book, "zhao", "casework.show('\(number)')") == 0)
    #expect(try tells(book, "sun", "casework.show('\(number)')") == 0)
    #expect(try book.call("sun", "casework.show('\(number)') #>> '{payee,account}'") == "••••")
  }

  @Test func `who may sign a field in this state sees it, and who pays out sees the payee`() throws
  {
    let book = try Book()
    let number = try book.submitted()
    #expect(try tells(book, "zhao", "casework.show('\(number)')") == 0)
    #expect(try tells(book, "sun", "casework.show('\(number)')") == 1)
    let signing = try book.recommended()
    #expect(try tells(book, "zhao", "casework.show('\(signing)')") > 0)
    #expect(try tells(book, "zhao", "casework.snapshot('\(signing)')") == 1)
    #expect(try tells(book, "wang", "casework.show('\(signing)')") == 0)
  }

  @Test func `a correction's two values and facts that read the field are held back with it`()
    throws
  {
    let book = try Book()
    try book.superuser().executeScript(
      "UPDATE casework_data.definition SET private_facts = '{tail}'")
    let number = try book.submitted()
    _ = try book.call(
      "li", "casework.correct('\(number)', 'account', '\"6222020200119999\"', 'typo', 'c')")
    let history = try book.call("wang", "casework.history('\(number)')")
    #expect(!history.contains(Self.account) && !history.contains("6222020200119999"))
    let body = """
      casework_data.masked_body('{"values": {"facts": {"tail": "2233", "per_head": 1}}}', '{account}', '{tail}')
      """
    #expect(
      try book.superuser().queryValue("SELECT \(body)::text", as: String.self)
        == #"{"values": {"facts": {"per_head": 1}}}"#)
    let refused = """
      casework_data.without_facts('[{"rule": "x", "facts": {"tail": "2233", "per_head": 1}}]', '{tail}')
      """
    #expect(
      try book.superuser().queryValue("SELECT \(refused)::text", as: String.self)
        == #"[{"rule": "x", "facts": {"per_head": 1}}]"#)
  }

  @Test func `an export leaves out payloads that tell a private field, until it is on record`()
    throws
  {
    let book = try Book()
    _ = try book.submitted()
    let exported = """
      SELECT count(*), count(*) FILTER (WHERE body LIKE '%\(Self.account)%')
        FROM casework_read.export_payloads
      """
    let auditor = try book.login("aud")
    #expect(try auditor.query(exported).values == [["3", "0"]])
    try auditor.executeScript("BEGIN; SELECT casework.export_reading('unseen')")
    #expect(try auditor.query(exported).values == [["3", "0"]])
    try auditor.executeScript("ROLLBACK")
    _ = try book.call("aud", "casework.export_reading('the year 2026')")
    #expect(try auditor.query(exported).values == [["4", "1"]])
    let log = try auditor.query(
      "SELECT r ->> 'kind', r ->> 'by', r ->> 'reason' FROM casework.readings() r")
    #expect(log.values == [["export", "aud", "the year 2026"]])
    for who in ["li", "zhao", "fin"] {
      #expect(state(try book.login(who), "SELECT casework.export_reading('x')") == "KW006")
    }
    try book.superuser().executeScript(
      "UPDATE casework_data.wf_field SET readers = '{reviewer}' WHERE name = 'account'")
    #expect(try auditor.query(exported).values == [["3", "0"]])
  }

  @Test func `breaking the glass opens the case and not its private fields`() throws {
    let book = try Book()
    let number = try book.submitted()
    try book.superuser().executeScript(
      """
      UPDATE casework_data.role_grant SET unit = 'U1' WHERE staff_id =
        (SELECT id FROM casework_data.staff WHERE login = 'wang')
      """)
    #expect(state(try book.login("wang"), "SELECT casework.show('\(number)')") == "KW004")
    let broken = try book.call(
      "wang", "casework.break_glass('\(number)', 'a call', 30, 'g') ->> 'reading'")
    #expect(try tells(book, "wang", "casework.read('\(broken)')") == 0)
    let opened = try reading(book, "wang", number, private: true)
    #expect(try tells(book, "wang", "casework.read('\(opened)')") == 3)
  }
}
