extension CalendarDate: CustomStringConvertible {
  /// The date of a year, a month (1 to 12) and a day of the month; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    // Years are counted from March, so that the leap day is the last day of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(days: era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2026-01-31` (ISO 8601, extended format) and nothing else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `2026-01-31` (ISO 8601).
  public var description: String {
    let (year, month, day) = components
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// The year, the month (1 to 12) and the day of the month.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The weekday, 0 for Sunday to 6 for Saturday.
  public var weekday: Int { (days - Self.range.lowerBound + 1) % 7 }

  /// The day of the year, 0 for the first of January.
  public var dayOfYear: Int {
    guard let first = CalendarDate(year: components.year, month: 1, day: 1) else { return 0 }
    return days - first.days
  }

  /// The same day of the month `months` later, or that month's last day when it is shorter; nil
  /// outside the years 0001 to 9999.
  public func adding(months: Int64) -> CalendarDate? {
    let (year, month, day) = components
    let (total, overflow) = Int64(year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, (12..<120_000).contains(total) else { return nil }
    let (newYear, newMonth) = (Int(total / 12), Int(total % 12) + 1)
    let last = Self.length(ofMonth: newMonth, year: newYear)
    return CalendarDate(year: newYear, month: newMonth, day: min(day, last))
  }

  /// The full years from this day to `other`: a birthday on 29 February comes on 1 March in other
  /// years; below zero when `other` is earlier.
  public func age(on other: CalendarDate) -> Int {
    let (birth, later) = (components, other.components)
    let hasHadBirthday = (later.month, later.day) >= (birth.month, birth.day)
    return later.year - birth.year - (hasHadBirthday ? 0 : 1)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  static func number(_ digits: some Collection<UInt8>) -> Int? {
    var number = 0
    for byte in digits {
      guard byte.isDigit else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
