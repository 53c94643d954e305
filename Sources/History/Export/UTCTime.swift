/// Instants as ISO 8601 text in UTC, without a calendar library.
enum UTCTime {
  /// `2026-11-21T04:51:33.112064Z` for microseconds since 1970-01-01 UTC.
  static func text(microseconds: Int64) -> String {
    let seconds = microseconds.floored(by: 1_000_000)
    let days = seconds.quotient.floored(by: 86_400)
    let date = civil(days: days.quotient)
    let time = days.remainder
    return [
      pad(date.year, 4), "-", pad(date.month, 2), "-", pad(date.day, 2), "T", pad(time / 3600, 2),
      ":", pad(time / 60 % 60, 2), ":", pad(time % 60, 2), ".", pad(seconds.remainder, 6), "Z",
    ].joined()
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }

  /// The proleptic Gregorian date, counted in eras of 400 years that start on 1 March.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let era = (days + 719_468).floored(by: 146_097)
    let dayOfEra = era.remainder
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era.quotient * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Int64 {
  /// Division whose remainder is never negative.
  fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
