import Foundation
import Postgres
import Testing

@Suite struct YearTests {
  private static let year = "extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int"
  private static let today = "(now() AT TIME ZONE 'Asia/Shanghai')::date"

  /// Proposes as fin and confirms as fin2; what the confirmation answers.
  private func decided(_ book: Book, _ proposal: String) throws -> String {
    let number = try book.call("fin", "casework.\(proposal) -> 'proposal'")
    return try book.call(
      "fin2", "casework.decide(\(number), 'approve', NULL, '\(UUID().uuidString)')")
  }

  /// A book with 20,000 in its fund and three cases: one paid, one approved, one waiting for approval.
  private func threeCases() throws -> (book: Book, numbers: [String]) {
    let book = try Book()
    try book.allot("20000.00")
    let numbers = try (1...3).map { _ in try book.recommended() }
    for number in numbers.prefix(2) {
      _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'a\(number)')")
    }
    _ = try book.call("sun", "casework.act('\(numbers[0])', 'pay', '{}', 7, 'p')")
    _ = try decided(
      book, "fund_freeze_year('hardship', \(Self.year), \(Self.today), 'end', 'freeze')")
    return (book, numbers)
  }

  /// allotted, reserved, paid and room of this year and the next.
  private func balances(_ book: Book) throws -> String {
    try book.call(
      "fin",
      """
      (SELECT string_agg(concat_ws(' ', y ->> 'allotted', y ->> 'reserved', y ->> 'paid', y ->> 'room'), ' | ')
         FROM jsonb_array_elements(casework.fund_show('hardship') #> '{0,years}') y)
      """)
  }

  @Test func `from its freeze date a year reserves nothing more, and pays what was reserved`()
    throws
  {
    let (book, numbers) = try threeCases()
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("zhao", "casework.act('\(numbers[2])', 'approve', '{}', 6, 'late')")
    }
    #expect(refusal.server?.detail?.contains("\"why\": \"frozen\"") == true)
    #expect(
      try book.call("zhao", "casework.snapshot('\(numbers[2])') #>> '{funds,hardship}'") == "0.00")
    #expect(
      try book.call("sun", "casework.act('\(numbers[1])', 'pay', '{}', 7, 'p2') ->> 'state'")
        == "paid")
    try book.expectSound(numbers[1])
  }

  @Test func `closing carries what cases have, and the next year pays it`() throws {
    let (book, numbers) = try threeCases()
    let answer = try decided(
      book, "fund_close_year('hardship', \(Self.year), 'carry', 'end', 'close')")
    #expect(
      answer.contains("\"carried\": \"4000.00\"") && answer.contains("\"lapsed\": \"12000.00\""))
    #expect(try balances(book) == "4000.00 0.00 4000.00 0.00 | 4000.00 4000.00 0.00 0.00")
    #expect(
      try book.call("sun", "casework.act('\(numbers[1])', 'pay', '{}', 7, 'p2') ->> 'state'")
        == "paid")
    #expect(try balances(book) == "4000.00 0.00 4000.00 0.00 | 4000.00 0.00 4000.00 0.00")
    for number in numbers { try book.expectSound(number) }
  }

  @Test func `closing may release what is only reserved, and the case's history says so`() throws {
    let (book, numbers) = try threeCases()
    let answer = try decided(
      book, "fund_close_year('hardship', \(Self.year), 'release', 'end', 'close')")
    #expect(
      answer.contains("\"released\": \"4000.00\"") && answer.contains("\"lapsed\": \"16000.00\""))
    #expect(
      try book.call("aud", "casework.history('\(numbers[1])') #>> '{entries,-1,kind}'")
        == "year_end")
    #expect(
      state(
        try book.login("sun"), "SELECT casework.act('\(numbers[1])', 'pay', '{}', 8, 'p2')")
        == "KW001")
    for number in numbers { try book.expectSound(number) }
  }

  @Test func `a closed year refuses everything until two people open it again`() throws {
    let (book, _) = try threeCases()
    _ = try decided(book, "fund_close_year('hardship', \(Self.year), 'carry', 'end', 'close')")
    let fin = try book.login("fin")
    for call in [
      "fund_allot('hardship', \(Self.year), 1, 'x', 'c1')",
      "fund_transfer('hardship', 'other', \(Self.year), 1, 'x', 'c2')",
      "fund_transfer('other', 'hardship', \(Self.year), 1, 'x', 'c3')",
      "fund_freeze_year('hardship', \(Self.year), \(Self.today), 'x', 'c4')",
      "fund_close_year('hardship', \(Self.year), 'carry', 'x', 'c5')",
    ] {
      if call.contains("other"), call.hasSuffix("'c2')") {
        _ = try book.call("fin", "casework.fund_add('other', '{}', 'CNY', 'other')")
      }
      if call.hasSuffix("'c3')") {
        _ = try decided(book, "fund_allot('other', \(Self.year), 1, 'x', 'o')")
      }
      #expect(state(fin, "SELECT casework.\(call)") == "KW001", "\(call)")
    }
    for column in ["allotted", "reserved", "committed", "paid"] {
      #expect(
        state(
          try book.superuser(),
          "UPDATE casework_data.fund_year SET \(column) = \(column) + 1 WHERE closed_at IS NOT NULL"
        )
          == "KW001")
    }
    _ = try decided(book, "fund_reopen('hardship', \(Self.year), 'a recovery', 'open')")
    #expect(
      state(fin, "SELECT casework.fund_allot('hardship', \(Self.year), 1, 'x', 'c6')") == "00000")
  }

  @Test func `a year that is neither over nor frozen is not closed`() throws {
    let book = try Book()
    try book.allot("100.00")
    let refusal = try #require(throws: PostgresError.self) {
      try book.call("fin", "casework.fund_close_year('hardship', \(Self.year), 'carry', 'x', 'c')")
    }
    #expect(refusal.server?.detail?.contains("\"why\": \"not_over\"") == true)
  }

  @Test func `a transfer takes no more than there is, even when it has become less`() throws {
    let book = try Book()
    try book.allot("4000.00")
    _ = try book.call("fin", "casework.fund_add('other', '{}', 'CNY', 'o')")
    _ = try book.call("fin", "casework.fund_add('yen', '{}', 'JPY', 'y')")
    func transfer(_ to: String, _ amount: String, _ id: String) -> String {
      "casework.fund_transfer('hardship', '\(to)', \(Self.year), \(amount), 'x', '\(id)')"
    }
    let fin = try book.login("fin")
    for (to, amount, code) in [
      ("other", "4000.01", "KW001"), ("yen", "1", "KW001"), ("hardship", "1", "KW005"),
      ("nowhere", "1", "KW005"), ("other", "-1", "KW005"), ("other", "0", "KW005"),
      ("other", "'NaN'", "KW005"), ("other", "1.001", "KW005"),
    ] {
      #expect(state(fin, "SELECT \(transfer(to, amount, "t"))") == code, "\(to) \(amount)")
    }
    let number = try book.call("fin", "\(transfer("other", "1000.00", "t1")) -> 'proposal'")
    let approved = try book.recommended()
    _ = try book.call("zhao", "casework.act('\(approved)', 'approve', '{}', 6, 'a')")
    let confirm = "SELECT casework.decide(\(number), 'approve', NULL, 'd')"
    #expect(state(try book.login("fin2"), confirm) == "KW001")
    try book.expectSound(approved)
  }
}
