import Glibc

/// ISO 8601 instants with a zone, as the database prints them, shown in the machine's zone.
enum Timestamps {
  /// `2026-11-21T04:51:33.112064+00:00` as `2026-11-21 12:51`; any other text stays as it is.
  static func local(_ text: String) -> String {
    microseconds(text).map(Instant.text(microseconds:)) ?? text
  }

  static func microseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == 0x2d, bytes[7] == 0x2d,
      bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3a, bytes[16] == 0x3a,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19])
    else { return nil }
    var at = 19
    var fraction: Int64 = 0
    if at < bytes.count, bytes[at] == 0x2e {
      let digits = bytes[(at + 1)...].prefix { (0x30...0x39).contains($0) }
      guard digits.count <= 6, var value = number(digits[...]) else { return nil }
      for _ in digits.count..<6 { value *= 10 }
      fraction = Int64(value)
      at += 1 + digits.count
    }
    guard let offset = zone(bytes[at...]) else { return nil }
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    parts.tm_hour = Int32(hour)
    parts.tm_min = Int32(minute)
    parts.tm_sec = Int32(second)
    return (Int64(timegm(&parts)) - offset) * 1_000_000 + fraction
  }

  private static func zone(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let bytes = Array(bytes)
    if bytes == [0x5a] { return 0 }
    guard bytes.count == 3 || bytes.count == 6, bytes[0] == 0x2b || bytes[0] == 0x2d,
      let hours = number(bytes[1..<3])
    else { return nil }
    let minutes = bytes.count == 6 ? number(bytes[4..<6]) : 0
    guard let minutes else { return nil }
    return Int64(hours * 3600 + minutes * 60) * (bytes[0] == 0x2d ? -1 : 1)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
