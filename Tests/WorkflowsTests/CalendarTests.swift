import CEL
import Testing
import Workflows

/// Mainland China's days around the turn of 2026 and the Spring Festival.
private let china = """
  casework_calendar: 1
  calendar: cn_public
  zone: Asia/Shanghai
  label: {en: Mainland China, zh-Hans: 中国大陆}
  weekend: [saturday, sunday]
  holidays:
    2026-01-01: {en: New Year, zh-Hans: 元旦}
    2026-01-02: {en: New Year, zh-Hans: 元旦}
    2026-01-03: {en: New Year, zh-Hans: 元旦}
    2026-02-16: {en: Spring Festival, zh-Hans: 春节}
    2026-02-17: {en: Spring Festival, zh-Hans: 春节}
    2026-02-18: {en: Spring Festival, zh-Hans: 春节}
    2026-02-19: {en: Spring Festival, zh-Hans: 春节}
    2026-02-20: {en: Spring Festival, zh-Hans: 春节}
    2026-02-23: {en: Spring Festival, zh-Hans: 春节}
  working:
    2026-01-04: {en: make-up day for New Year, zh-Hans: 元旦调休}
    2026-02-14: {en: make-up day for Spring Festival, zh-Hans: 春节调休}
    2026-02-28: {en: make-up day for Spring Festival, zh-Hans: 春节调休}
  """

private func calendar(_ text: String = china) throws -> Calendar {
  let (calendar, diagnostics) = CalendarReader.read(bytes: Array(text.utf8), file: "cn.yaml")
  #expect(diagnostics.map { $0.render() } == [])
  return try #require(calendar)
}

private func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

@Suite struct CalendarTests {
  @Test(arguments: [
    // An ordinary week: Monday + 5 business days is the next Monday.
    ("2026-03-02", 5, "2026-03-09"),
    // Over New Year: 1 to 3 January are free, Sunday the 4th is worked.
    ("2025-12-31", 1, "2026-01-04"), ("2025-12-31", 2, "2026-01-05"),
    // Saturday 14 February is worked; then nine days are free.
    ("2026-02-13", 1, "2026-02-14"), ("2026-02-13", 2, "2026-02-24"),
    // Saturday 28 February is worked.
    ("2026-02-27", 1, "2026-02-28"), ("2026-02-27", 2, "2026-03-02"),
    // From a weekend.
    ("2026-03-07", 1, "2026-03-09"),
  ])
  func `business days skip holidays and count make-up days`(
    start: String, count: Int, last: String
  ) throws {
    let start = try #require(CalendarDate(start))
    let due = try #require(try calendar().due(after: start, within: Period(count, .businessDays)))
    #expect(due.lastDay?.description == last)
  }

  @Test func `a due date names every holiday and make-up day on its way`() throws {
    let start = try #require(CalendarDate("2026-02-12"))
    let due = try #require(try calendar().due(after: start, within: Period(3, .businessDays)))
    #expect(
      due.named.map { "\($0.day.date) \($0.kind.rawValue) \($0.day.label["zh-Hans"] ?? "")" } == [
        "2026-02-14 working 春节调休", "2026-02-16 holiday 春节", "2026-02-17 holiday 春节",
        "2026-02-18 holiday 春节", "2026-02-19 holiday 春节", "2026-02-20 holiday 春节",
        "2026-02-23 holiday 春节",
      ])
    #expect(due.start == start)
    #expect(due.lastDay?.description == "2026-02-24")
  }

  @Test(arguments: [
    // 10:00 in Shanghai on 2 March; due when 12 March begins there.
    ("2026-03-02T02:00:00Z", Period(10, .days), "2026-03-12T16:00:00Z"),
    // 00:30 in Shanghai on 3 March is still 2 March in UTC.
    ("2026-03-02T16:30:00Z", Period(1, .days), "2026-03-04T16:00:00Z"),
    ("2026-03-02T02:00:00Z", Period(2, .hours), "2026-03-02T04:00:00Z"),
    ("2026-03-06T02:00:00Z", Period(1, .businessDays), "2026-03-09T16:00:00Z"),
  ])
  func `a period ends with its last day in the calendar's zone`(
    event: String, period: Period, due: String
  ) throws {
    let found = try #require(try calendar().due(after: instant(event), within: period))
    #expect(found.instant == (try instant(due)))
  }

  @Test(arguments: [
    // Due at the end of Tuesday 24 February; two working days before is the end of Friday the 13th.
    (Period(2, .businessDays), "2026-02-13T16:00:00Z"), (Period(1, .days), "2026-02-23T16:00:00Z"),
    (Period(3, .hours), "2026-02-24T13:00:00Z"),
  ])
  func `a reminder is counted back over the same kind of days`(
    period: Period, reminder: String
  ) throws {
    let calendar = try calendar()
    let start = try #require(CalendarDate("2026-02-12"))
    let due = try #require(calendar.due(after: start, within: Period(3, .businessDays)))
    #expect(calendar.reminder(period, before: due) == (try instant(reminder)))
  }

  @Test func `a hold keeps the days that are left`() throws {
    let calendar = try calendar()
    let due = try #require(
      calendar.due(after: instant("2026-03-02T02:00:00Z"), within: Period(10, .businessDays)))
    #expect(due.lastDay?.description == "2026-03-16")
    let left = calendar.remaining(until: due, at: try instant("2026-03-05T02:00:00Z"))
    #expect(left == .days(Period(7, .businessDays)))
    let resumed = try #require(
      calendar.due(after: instant("2026-04-01T02:00:00Z"), remaining: left))
    #expect(resumed.lastDay?.description == "2026-04-10")
  }

  @Test func `a hold keeps the microseconds that are left of hours`() throws {
    let calendar = try calendar()
    let due = try #require(
      calendar.due(after: instant("2026-03-02T02:00:00Z"), within: Period(2, .hours)))
    let left = calendar.remaining(until: due, at: try instant("2026-03-02T02:30:00Z"))
    #expect(left == .microseconds(5_400_000_000))
    let resumed = try #require(
      calendar.due(after: instant("2026-03-03T00:00:00Z"), remaining: left))
    #expect(resumed.instant == (try instant("2026-03-03T01:30:00Z")))
  }

  @Test func `outside two hundred years business days are not counted`() throws {
    let start = try #require(CalendarDate("2149-12-31"))
    #expect(try calendar().due(after: start, within: Period(1, .businessDays)) == nil)
  }

  @Test func `the database's document has the days by date`() throws {
    let text = """
      casework_calendar: 1
      calendar: plain
      zone: '+08:00'
      weekend: [sunday, saturday]
      holidays: {2026-05-01: {en: Labour Day}, 2026-01-01: {}}
      """
    #expect(
      try calendar(text).installDocument
        == #"{"format":1,"calendar":"plain","zone":"Etc/GMT-8","label":{},"source":"","weekend":["saturday","sunday"],"holidays":{"2026-01-01":{},"2026-05-01":{"en":"Labour Day"}},"working":{}}"#
    )
  }
}

@Suite struct ZoneTests {
  @Test(arguments: [
    ("UTC", "2026-07-01T00:00:00Z", 0), ("+08:00", "2026-07-01T00:00:00Z", 28_800),
    ("-05:00", "2026-07-01T00:00:00Z", -18_000), ("Asia/Shanghai", "2026-07-01T00:00:00Z", 28_800),
    // Shanghai had summer time from 1986 to 1991.
    ("Asia/Shanghai", "1990-07-01T00:00:00Z", 32_400),
    ("Europe/Amsterdam", "2026-01-15T12:00:00Z", 3_600),
    ("Europe/Amsterdam", "2026-03-29T00:59:59Z", 3_600),
    ("Europe/Amsterdam", "2026-03-29T01:00:00Z", 7_200),
    ("Europe/Amsterdam", "2026-10-25T00:59:59Z", 7_200),
    ("Europe/Amsterdam", "2026-10-25T01:00:00Z", 3_600),
    // Beyond the transitions of the file its rule goes on.
    ("Europe/Amsterdam", "2060-07-01T00:00:00Z", 7_200),
    ("Europe/Amsterdam", "2060-12-01T00:00:00Z", 3_600),
    ("America/New_York", "2100-07-04T12:00:00Z", -14_400),
  ])
  func `a zone knows its offset`(name: String, instant: String, offset: Int) throws {
    let zone = try #require(Zone.named(name))
    let seconds = try #require(Timestamp(instant)).microseconds / 1_000_000
    #expect(zone.offset(at: seconds) == offset)
  }

  @Test(arguments: [
    "", "Asia/Shanghia", "../../etc/passwd", "/etc/localtime", "Asia//Shanghai", "+08:30",
    "+15:00", "posixrules/../UTC", "zone.tab",
  ])
  func `what is not a zone is none`(name: String) {
    #expect(Zone.named(name) == nil)
  }

  @Test func `days of a week with a change of clocks are whole days of the zone`() throws {
    let zone = try #require(Zone.named("Europe/Amsterdam"))
    let calendar = Calendar(name: "nl", zone: zone, weekend: [.saturday, .sunday])
    let start = { (day: String) in
      CalendarDate(day).flatMap(calendar.start(of:)).map { $0.microseconds / 3_600_000_000 }
    }
    let sunday = try #require(start("2026-03-29"))
    let monday = try #require(start("2026-03-30"))
    #expect(monday - sunday == 23)
    let autumn = try #require(start("2026-10-25"))
    #expect(try #require(start("2026-10-26")) - autumn == 25)
  }
}
