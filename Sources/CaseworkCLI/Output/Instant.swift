import Glibc

/// Instants and days as people read them, in the machine's time zone.
enum Instant {
  /// `2026-11-21 12:24` for microseconds since 1970-01-01 UTC.
  static func text(microseconds: Int64) -> String {
    var seconds = time_t(microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0))
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return String(microseconds) }
    let day = [pad(parts.tm_year + 1900, 4), pad(parts.tm_mon + 1, 2), pad(parts.tm_mday, 2)]
    return day.joined(separator: "-") + " " + pad(parts.tm_hour, 2) + ":" + pad(parts.tm_min, 2)
  }

  /// `2026-11-21` for days since 1970-01-01.
  static func day(_ days: Int64) -> String {
    var seconds = time_t(days * 86_400)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return String(days) }
    return [pad(parts.tm_year + 1900, 4), pad(parts.tm_mon + 1, 2), pad(parts.tm_mday, 2)]
      .joined(separator: "-")
  }

  private static func pad(_ value: Int32, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
