internal import CEL

/// Reads a calendar file.
///
/// ```yaml
/// casework_calendar: 1
/// calendar: cn_public
/// zone: Asia/Shanghai
/// weekend: [saturday, sunday]
/// holidays: {2026-01-01: {en: New Year, zh-Hans: 元旦}}
/// working: {2026-01-04: {en: make-up day for New Year, zh-Hans: 元旦调休}}
/// ```
public enum CalendarReader {
  private static let keys = [
    "casework_calendar", "calendar", "label", "zone", "source", "weekend", "holidays", "working",
  ]

  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, at most 1 MiB.
  ///   - file: its name, for messages.
  /// - Returns: the calendar, nil when there is any error; and every mistake, sorted by place.
  public static func read(
    bytes: [UInt8], file: String
  ) -> (calendar: Calendar?, diagnostics: [Diagnostic]) {
    let document = YAMLReader.parse(bytes: bytes, file: file)
    guard let root = document.root, let reading = document.reading,
      let fields = reading.fields(
        root, "the file", keys: keys,
        required: ["casework_calendar", "calendar", "zone", "weekend"], at: reading.start)
    else { return (nil, document.reading?.sorted ?? document.diagnostics) }
    let calendar = calendar(fields, reading)
    return (reading.hasErrors ? nil : calendar, reading.sorted)
  }

  private static func calendar(_ fields: Fields, _ reading: Reading) -> Calendar? {
    _ = fields["casework_calendar"].flatMap { reading.wholeNumber($0, in: 1...1) }
    let label = fields["label"].map { reading.label($0) } ?? Label()
    let languages = label.texts.map(\.language)
    let weekend = weekend(fields, reading)
    let holidays = days(fields["holidays"], languages, reading)
    let working = days(fields["working"], languages, reading)
    for (key, day) in working {
      if holidays.contains(where: { $0.day.date == day.date }) {
        reading.report(.holidayAndWorking, at: key.location, "\(day.date)")
      } else if !weekend.contains(Weekday(of: day.date)) {
        reading.report(.workingNotWeekend, at: key.location, "\(day.date)")
      }
    }
    guard let name = fields["calendar"].flatMap(reading.name), let zone = zone(fields, reading)
    else { return nil }
    return Calendar(
      name: name, label: label, source: fields["source"].flatMap(reading.text) ?? "", zone: zone,
      weekend: weekend, holidays: holidays.map(\.day), working: working.map(\.day))
  }

  private static func zone(_ fields: Fields, _ reading: Reading) -> Zone? {
    guard let node = fields["zone"], let name = reading.text(node) else { return nil }
    if let zone = Zone.named(name) { return zone }
    reading.report(.unknownZone, at: node.location, name)
    return nil
  }

  private static func weekend(_ fields: Fields, _ reading: Reading) -> [Weekday] {
    guard let node = fields["weekend"] else { return [] }
    let names = Weekday.allCases.map(\.name)
    let days = (reading.list(node) ?? []).compactMap { item in
      reading.word(item, of: names).flatMap { word in Weekday.allCases.first { $0.name == word } }
    }
    if Set(days).count == names.count { reading.report(.noWorkingDays, at: node.location) }
    return Weekday.allCases.filter(days.contains)
  }

  private static func days(
    _ node: YAMLNode?, _ languages: [String], _ reading: Reading
  ) -> [(key: YAMLNode, day: Calendar.Day)] {
    guard let node, !Reading.isNothing(node) else { return [] }
    return (reading.mapping(node) ?? []).compactMap { key, value in
      guard let date = reading.date(key) else { return nil }
      let label = reading.optionalLabel(value, languages: languages)
      return (key, Calendar.Day(date: date, label: label))
    }
  }
}
