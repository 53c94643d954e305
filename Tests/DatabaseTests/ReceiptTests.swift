import Foundation
import Postgres
import Testing

/// Samples of recipients who are asked whether the money came.
@Suite struct ReceiptTests {
  private static let seed = "twenty-six letters of dice"
  private static let today = "(now() AT TIME ZONE 'Asia/Shanghai')::date"

  /// A book that pays `count` grants after a sample of two was announced.
  private func drawn(_ count: Int = 5, drawing: Bool = true) throws -> (
    book: Book, numbers: [String]
  ) {
    let book = try Book()
    try book.allot("50000.00")
    _ = try paid(book)  // before the announcement: never in it
    _ = try book.call("aud", commit(book))
    let numbers = try (0..<count).map { _ in try paid(book) }
    if drawing { _ = try book.call("aud", "casework.receipt_draw(1, '\(Self.seed)', 'draw')") }
    return (book, numbers)
  }

  private func commit(_ book: Book, until: String = "NULL", _ id: String = "commit") throws
    -> String
  {
    "casework.receipt_commit(encode(sha256('\(Self.seed)'::bytea), 'hex'), 2, NULL, \(until), '\(id)')"
  }

  private func paid(_ book: Book) throws -> String {
    let number = try book.recommended()
    _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'a\(number)')")
    _ = try book.call("sun", "casework.act('\(number)', 'pay', '{}', 7, 'p\(number)')")
    return number
  }

  private func cases(_ book: Book, as who: String = "aud", waiting: Bool = false) throws -> [String]
  {
    try book.login(who).query(
      "SELECT x ->> 'case' FROM casework.receipt_list(1, \(waiting)) x"
    ).values.compactMap { $0.first ?? nil }
  }

  private func record(
    _ item: Int, _ result: String = "'received'", _ remark: String = "NULL", _ id: String = "x"
  )
    -> String
  {
    "casework.receipt_record(1, \(item), \(result), \(Self.today), \(remark), '\(id)\(item)')"
  }

  @Test func `the sample is what anybody draws again from the lines and the seed`() throws {
    let (book, numbers) = try drawn()
    let lines = try book.login("aud").query("SELECT x FROM casework.receipt_lines(1) x").values
      .compactMap { $0.first ?? nil }
    #expect(lines == numbers.sorted().map { "\($0) 8 4000.00" })
    let again = try book.superuser().query(
      """
      SELECT split_part(x, ' ', 1) FROM unnest($1::text[]) x
       ORDER BY sha256(convert_to('\(Self.seed) ' || x, 'UTF8')) LIMIT 2
      """, ["{\(lines.map { "\"\($0)\"" }.joined(separator: ","))}"]
    ).values.compactMap { $0.first ?? nil }
    #expect(try cases(book) == again)
    let digest = try book.call(
      "aud", "(SELECT x ->> 'sha256' FROM casework.receipt_samples() x)")
    #expect(
      try book.superuser().queryValue(
        "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", [lines.joined(separator: "\n")],
        as: String.self)
        == digest)
  }

  @Test func `only the seed that was committed to draws, and once`() throws {
    let (book, _) = try drawn(2, drawing: false)
    let aud = try book.login("aud")
    #expect(
      state(aud, "SELECT casework.receipt_draw(1, 'another seed of many signs', 'd1')") == "KW001")
    #expect(state(aud, "SELECT casework.receipt_lines(1)") == "KW004")
    #expect(state(aud, "SELECT casework.receipt_draw(1, '\(Self.seed)', 'd2')") == "00000")
    #expect(state(aud, "SELECT casework.receipt_draw(1, '\(Self.seed)', 'd3')") == "KW001")
    #expect(state(aud, "SELECT casework.receipt_draw(1, '\(Self.seed)', 'd2')") == "00000")
    #expect(state(aud, "SELECT " + (try commit(book, until: Self.today, "until"))) == "00000")
    #expect(state(aud, "SELECT casework.receipt_draw(2, '\(Self.seed)', 'd4')") == "KW001")
    for change in [
      "UPDATE casework_data.receipt_sample SET wanted = 1",
      "DELETE FROM casework_data.receipt_item",
      "UPDATE casework_data.receipt_sample SET seed = 'x' WHERE id = 2",
    ] {
      #expect(["KW008", "23514"].contains(state(try book.superuser(), change)), "\(change)")
    }
    #expect(state(try book.login("fin"), "SELECT " + (try commit(book, "f"))) == "KW006")
  }

  @Test func `who had no hand in the money records what the recipient said, as an entry`() throws {
    let (book, _) = try drawn()
    for who in ["sun", "zhao", "fin", "mallory"] {
      #expect(
        ["KW001", "KW004"].contains(state(try book.login(who), "SELECT " + record(1))), "\(who)")
    }
    let number = try cases(book)[0]
    #expect(
      try book.call("li", record(1, "'absent'", "'account closed'")).contains("receipt_check")
        == false)
    #expect(try cases(book, waiting: true).count == 1)
    #expect(
      try book.call("aud", "casework.history('\(number)') #>> '{entries,-1,kind}'")
        == "receipt_check")
    // an absence may be followed by a receipt, a receipt by nothing
    #expect(
      state(try book.login("li"), "SELECT " + record(1, "'received'", "NULL", "y")) == "00000")
    #expect(state(try book.login("li"), "SELECT " + record(1, "'absent'", "'x'", "z")) == "KW001")
    #expect(
      try book.call(
        "aud",
        "(SELECT concat_ws(' ', x ->> 'received', x ->> 'absent', x ->> 'waiting') FROM casework.receipt_samples() x)"
      )
        == "1 0 1")
    try book.expectSound(number)
  }

  @Test(arguments: [
    ("'maybe'", "NULL"), ("NULL", "NULL"), ("'absent'", "NULL"), ("'absent'", "'  '"),
  ])
  func `an answer that says nothing is refused`(result: String, remark: String) throws {
    let (book, _) = try drawn(1)
    #expect(state(try book.login("li"), "SELECT " + record(1, result, remark)) == "KW005")
    #expect(state(try book.login("li"), "SELECT " + record(9)) == "KW004")
    #expect(
      state(
        try book.login("li"),
        "SELECT casework.receipt_record(1, 1, 'received', \(Self.today) + 1, NULL, 'future')")
        == "KW005")
  }

  @Test func `a programme that begins after the commitment can be drawn from`() throws {
    let book = try Book()
    try book.allot("50000.00")
    _ = try book.call("aud", commit(book))
    let number = try paid(book)
    _ = try book.call("aud", "casework.receipt_draw(1, '\(Self.seed)', 'draw')")
    #expect(try cases(book) == [number])
  }

  @Test func `a sample of cases that are not all theirs is absent to an auditor`() throws {
    let (book, _) = try drawn(2)
    try book.superuser().executeScript(
      """
      INSERT INTO casework_data.role_grant (staff_id, role, unit, granted_by)
        SELECT id, 'auditor', 'ELSEWHERE', 'test' FROM casework_data.staff WHERE login = 'mallory'
      """)
    let mallory = try book.login("mallory")
    #expect(state(mallory, "SELECT casework.receipt_lines(1)") == "KW004")
    #expect(state(mallory, "SELECT casework.receipt_draw(1, '\(Self.seed)', 'mine')") == "KW004")
    #expect(try cases(book, as: "mallory") == [])
  }

  @Test func `a name is for those who read the case`() throws {
    let (book, _) = try drawn()
    #expect(try cases(book, as: "li").count == 2)
    #expect(
      try book.call("li", "(SELECT count(x ->> 'name') FROM casework.receipt_list(1) x)") == "2")
    #expect(state(try book.login("fin"), "SELECT casework.receipt_list(1)") == "KW006")
    #expect(try cases(book, as: "mallory") == [])
  }
}
