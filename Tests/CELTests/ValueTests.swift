import CEL
import Testing

struct ValueTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("007", "7"), ("12.50", "12.50"), ("-0.5", "-0.5"),
    ("999999999999999999.999999999", "999999999999999999.999999999"),
  ])
  func `a decimal is read and printed with its digits`(text: String, printed: String) {
    #expect(ExactDecimal(text)?.description == printed)
  }

  @Test(arguments: [
    "", "-", ".", "5.", ".5", "+5", " 5", "5 ", "12abc", "1e3", "1,000", "1_000", "0x10", "１２",
    "1.1234567890", "1000000000000000000", "1.2.3", "--1", "NaN", "∞",
  ])
  func `what is not exactly a decimal is refused`(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test
  func `equal numbers are equal and hash alike whatever their digits`() throws {
    let (a, b) = (try #require(ExactDecimal("2.5")), try #require(ExactDecimal("2.500")))
    #expect(a == b && a.hashValue == b.hashValue && !(a < b))
    #expect(try #require(ExactDecimal("-2.51")) < a.negated)
  }

  @Test(arguments: [
    ("2026-03-01", 20_513), ("1970-01-01", 0), ("1969-12-31", -1), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896), ("2000-02-29", 11_016), ("1900-03-01", -25_508),
  ])
  func `a date is its days since 1970`(text: String, days: Int) {
    #expect(CalendarDate(text)?.days == days)
    #expect(CalendarDate(days: days)?.description == text)
  }

  @Test(arguments: [
    "", "2026-3-1", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
    "0000-01-01",
    "10000-01-01", "2026/03/01", " 2026-03-01", "-001-01-01", "２０２６-03-01",
  ])
  func `what is not a date is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test
  func `every day from 1600 to 2400 goes to its date and back`() throws {
    let first = try #require(CalendarDate(year: 1600, month: 1, day: 1))
    let last = try #require(CalendarDate(year: 2400, month: 12, day: 31))
    #expect(last.days - first.days + 1 == 292_560)
    for days in first.days...last.days {
      let (year, month, day) = try #require(CalendarDate(days: days)).components
      guard CalendarDate(year: year, month: month, day: day)?.days == days else {
        Issue.record("day \(days) becomes \(year)-\(month)-\(day)")
        return
      }
    }
  }

  @Test(arguments: [
    ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"),
    ("2026-03-01T17:00:00.500+08:00", "2026-03-01T09:00:00.5Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ("1969-12-31t23:59:59.000001z", "1969-12-31T23:59:59.000001Z"),
  ])
  func `a timestamp is read with its offset and printed in UTC`(text: String, printed: String) {
    #expect(Timestamp(text)?.description == printed)
  }

  @Test(arguments: [
    "2026-03-01", "2026-03-01 09:00:00Z", "2026-03-01T09:00:00", "2026-03-01T24:00:00Z",
    "2026-03-01T09:60:00Z", "2026-03-01T09:00:60Z", "2026-03-01T09:00:00.Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-03-01T09:00:00+8",
  ])
  func `what is not a timestamp is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    ("1h30m", "5400s"), ("-1.5s", "-1.5s"), ("250ms", "0.25s"), ("1us", "0.000001s"), ("0", "0s"),
    (".5h", "1800s"), ("1h1m1s1ms", "3661.001s"),
    ("9223372036.854775807s", "9223372036.854775807s"),
    ("-9223372036.854775808s", "-9223372036.854775808s"),
  ])
  func `a duration is read by its units and printed in seconds`(text: String, printed: String) {
    #expect(Span(text)?.description == printed)
  }

  @Test(arguments: [
    "", "5", "s", "-", "1d", "1 s", "9223372036.854775808s", "-9223372036.854775809s",
    "99999999999999999999h", "1h-1m", ".s",
  ])
  func `what is not a duration is refused`(text: String) {
    #expect(Span(text) == nil)
  }

  @Test
  func `names and texts are compared by Unicode scalars`() {
    let row: CEL.Row = ["é": 1, "e\u{301}": 2]
    #expect(row["é"] == 1 && row["e\u{301}"] == 2 && row.entries.count == 2)
    #expect(Value.string("é") != .string("e\u{301}"))
    #expect(row.entries.map(\.name.unicodeScalars.count) == [2, 1])
  }

  private static let printed: [(Value, String)] = [
    (7, "7"), (["it's", true], "['it\\'s', true]"), (["b": 1, "a": [2]], "{a: [2], b: 1}"),
  ]

  @Test(arguments: printed)
  func `a value is printed as CEL writes it`(value: Value, printed: String) {
    #expect(value.description == printed)
  }
}
