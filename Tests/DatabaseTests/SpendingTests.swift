import Foundation
import Postgres
import SQLFiles
import Testing

/// The report's lines, as somebody sees them: month(s), programme, unit, what was paid and to how many.
@Suite struct SpendingTests {
  /// A book with the units A and B and two funds, m for the confidential programme `aid` alone.
  private func book() throws -> Book {
    let book = try Book()
    let root = try book.superuser()
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/spending.sql")
    try root.executeScript(String(contentsOf: file, encoding: .utf8))
    try root.executeScript(
      """
      SELECT casework_admin.unit_import('[{"row":1,"code":"A","name":"A"},{"row":2,"code":"B","name":"B"}]');
      INSERT INTO casework_data.fund (code, label, currency, added_by) VALUES ('h', '{}', 'CNY', 't'), ('m', '{}', 'CNY', 't');
      INSERT INTO casework_data.fund_year (fund_id, year, allotted)
        SELECT id, y, 10000000 FROM casework_data.fund, (VALUES (2024), (2025), (2026)) v(y);
      """)
    return book
  }

  private func spend(
    _ book: Book, _ fund: String, _ programme: String, _ tier: Int, _ unit: String,
    _ persons: ClosedRange<Int>, _ day: String, _ amount: Int
  ) throws {
    try book.superuser().execute(
      """
      SELECT casework_data.spend('\(fund)', '\(programme)', \(tier), '\(unit)', n, '\(day)', \(amount))
        FROM generate_series(\(persons.lowerBound), \(persons.upperBound)) n
      """)
  }

  private func lines(_ book: Book, as who: String = "fin", _ arguments: String = "") throws
    -> [String]
  {
    try book.login(who).query(
      """
      SELECT concat_ws(' ', x ->> 'fund', x ->> 'month', nullif(x ->> 'until', x ->> 'month'), coalesce(x ->> 'programme', '*'),
               coalesce(x ->> 'unit', '*'), coalesce(x ->> 'paid', 'withheld'), x ->> 'persons', x ->> 'reserved')
        FROM casework.fund_report(\(arguments)) x
      """
    ).values.compactMap { $0.first ?? nil }
  }

  @Test func `of an open programme every month, unit and amount is told`() throws {
    let book = try book()
    try spend(book, "h", "small_grant", 1, "A", 1...1, "2025-01-05", 10_000)
    try spend(book, "h", "small_grant", 1, "B", 1...2, "2025-02-05", 7)
    #expect(
      try lines(book) == [
        "h 2025-01 small_grant A 100.00 1 100.00", "h 2025-02 small_grant B 0.14 2 0.14",
      ])
    #expect(try lines(book, as: "aud", "'h', 2025") == lines(book))
    #expect(try lines(book, "'m'") == [])
  }

  @Test func `confidential months wait for the fifth person, and what the year leaves is joined`()
    throws
  {
    let book = try book()
    try spend(book, "m", "aid", 2, "A", 1...3, "2024-01-05", 100)
    try spend(book, "m", "aid", 2, "B", 11...12, "2024-01-05", 1000)
    try spend(book, "m", "aid", 2, "A", 4...5, "2024-02-05", 100)
    try spend(book, "m", "aid", 2, "A", 6...6, "2024-03-05", 100)
    try spend(book, "m", "aid", 2, "B", 13...14, "2024-06-05", 1)
    #expect(
      try lines(book) == ["m 2024-01 2024-02 aid A 5.00 5", "m 2024-01 2024-06 aid * 21.02 5"])
    // the same person a fifth time is no fifth person
    try spend(book, "m", "aid", 2, "A", 1...1, "2025-01-05", 100)
    for month in 2...8 { try spend(book, "m", "aid", 2, "A", 2...4, "2025-0\(month)-05", 100) }
    #expect(try lines(book, "NULL, 2025") == ["m aid * withheld"])
  }

  @Test(arguments: 1...4)
  func `a confidential line that was shown never changes, and the running month is not told`(
    seed: UInt64
  ) throws {
    let book = try book()
    try book.superuser().executeScript(
      "BEGIN;" + SQLFiles.testing.filter { $0.name == "test_clock" }.map(\.sql).joined() + "COMMIT;"
    )
    var dice = SplitMix(seed)
    var shown: Set<String> = []
    for month in 1...15 {
      let ofYear = (month - 1) % 12 + 1
      let day = "\(2024 + (month - 1) / 12)-\(ofYear < 10 ? "0" : "")\(ofYear)-15"
      for _ in 0..<Int(dice.next() % 4) {
        let person = Int(dice.next() % 12) + 1
        let (unit, isMixed) = (dice.next() % 2 == 0 ? "A" : "B", dice.next() % 4 == 0)
        try spend(
          book, isMixed ? "h" : "m", isMixed ? "small_grant" : "aid", isMixed ? 1 : 2, unit,
          person...person, day, Int(dice.next() % 900) + 1)
        if dice.next() % 3 == 0 { try spend(book, "h", "aid", 2, unit, person...person, day, 3) }
      }
      let link = try book.login("fin")
      try link.execute(
        "SET casework_test.now_us = '\(try micros(link, day))'")
      let now = try protected(link)
      for line in now { #expect(!line.contains(" \(day.prefix(7)) ")) }
      #expect(shown.subtracting(now) == [], "\(day)")
      shown = now
    }
  }

  private func micros(_ link: Connection, _ day: String) throws -> String {
    try link.queryValue(
      "SELECT (extract(epoch FROM timestamptz '\(day) 20:00+08')::bigint * 1000000)::text",
      as: String.self)
  }

  /// The confidential lines with amounts.
  private func protected(_ link: Connection) throws -> Set<String> {
    let rows = try link.query(
      """
      SELECT concat_ws(' ', x ->> 'fund', x ->> 'year', x ->> 'month', x ->> 'until', x ->> 'programme', x ->> 'unit', x ->> 'several',
               x ->> 'paid', x ->> 'persons')
        FROM casework.fund_report() x WHERE (x ->> 'protected')::boolean AND NOT (x ->> 'withheld')::boolean
      """)
    return Set(rows.values.compactMap { $0.first ?? nil })
  }

  @Test func `where a fund's balance would tell of the few, they are joined with others`() throws {
    let book = try book()
    try spend(book, "h", "talks", 3, "A", 1...2, "2025-02-05", 7)
    try spend(book, "h", "small_grant", 1, "A", 21...23, "2025-02-06", 100)
    try spend(book, "h", "small_grant", 1, "B", 24...26, "2025-02-06", 100)
    #expect(
      try lines(book) == ["h 2025-02 small_grant B 3.00 3 3.00", "h 2025-02 * A 3.14 5"])
  }

  @Test func `a supervisor sees the lines that are wholly of what he supervises`() throws {
    let book = try book()
    try spend(book, "h", "small_grant", 1, "A", 1...1, "2025-01-05", 100)
    try spend(book, "h", "small_grant", 1, "B", 2...2, "2025-01-05", 200)
    try spend(book, "m", "aid", 2, "A", 1...3, "2025-01-05", 100)
    try spend(book, "m", "aid", 2, "B", 11...13, "2025-01-05", 100)
    let root = try book.superuser()
    try root.executeScript(
      """
      SELECT casework_admin.staff_revoke('zhao', 'supervisor', NULL);
      SELECT casework_admin.staff_grant('zhao', 'supervisor', NULL, 'A');
      """)
    #expect(try lines(book, as: "zhao") == ["h 2025-01 small_grant A 1.00 1 1.00"])
    for who in ["wang", "coun", "tick"] {
      #expect(state(try book.login(who), "SELECT casework.fund_report()") == "KW006", "\(who)")
    }
  }
}
