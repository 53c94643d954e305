import Testing
import Workflows

@Suite struct CalendarFileTests {
  private static let sound = """
    casework_calendar: 1
    calendar: plain
    zone: Europe/Amsterdam
    weekend: [saturday, sunday]
    holidays: {2026-12-25: {en: Christmas}}
    working: {2026-12-26: {en: make-up day}}
    """

  @Test(arguments: [
    ("zone: Europe/Amsterdam", "zone: 👉Europe/Amstredam", "WF501"),
    ("2026-12-26:", "👉2026-12-28:", "WF502"), ("2026-12-26:", "👉2026-12-25:", "WF503"),
    (
      "[saturday, sunday]",
      "👉[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", "WF504"
    ), ("sunday]", "👉sundy]", "WF105"), ("2026-12-25:", "👉2026-12-32:", "WF110"),
    ("working:", "👉workdays:", "WF101"), ("calendar: plain", "calendar: 👉Plain", "WF104"),
    ("casework_calendar: 1", "casework_calendar: 👉2", "WF108"),
  ])
  func `a mistake is reported at its place`(piece: String, replacement: String, code: String) {
    let parts = Self.sound.pieces(around: piece)
    let (before, after) = (parts.before + replacement + parts.after).pieces(around: "👉")
    let (calendar, diagnostics) = CalendarReader.read(
      bytes: Array((before + after).utf8), file: "plain.yaml")
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let place = "plain.yaml:\(lines.count):\((lines.last?.unicodeScalars.count ?? 0) + 1)"
    #expect(diagnostics.map { "\($0.identifier) \($0.location)" } == ["\(code) \(place)"])
    #expect(calendar == nil)
  }

  @Test func `a sound file is read`() throws {
    let (calendar, diagnostics) = CalendarReader.read(
      bytes: Array(Self.sound.utf8), file: "plain.yaml")
    #expect(diagnostics == [])
    #expect(try #require(calendar).coveredYears == 2026...2026)
  }
}
