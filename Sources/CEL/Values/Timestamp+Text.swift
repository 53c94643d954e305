extension Timestamp: CustomStringConvertible {
  /// Reads an RFC 3339 date and time with its offset, such as `2026-03-01T09:00:00Z` or
  /// `2026-03-01T17:00:00.5+08:00`; at most 9 digits of a second, no leap second.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let date = CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = CalendarDate.number(bytes[11..<13]), hour < 24,
      let minute = CalendarDate.number(bytes[14..<16]), minute < 60,
      let second = CalendarDate.number(bytes[17..<19]), second < 60
    else { return nil }
    var rest = bytes[19...]
    var nanoseconds = Int128(0)
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: \.isDigit)
      guard (1...9).contains(digits.count), let number = CalendarDate.number(digits) else {
        return nil
      }
      nanoseconds = Int128(number) * ExactDecimal.power(9 - digits.count)
      rest = rest[digits.endIndex...]
    }
    guard let offset = Self.offset(rest) else { return nil }
    let seconds = date.days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(nanoseconds: Int128(seconds) * 1_000_000_000 + nanoseconds)
  }

  /// The seconds of `Z` or `+08:00`.
  static func offset(_ text: some Collection<UInt8>) -> Int? {
    let bytes = Array(text)
    if bytes.count == 1, bytes[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = CalendarDate.number(bytes[1..<3]), hours < 24,
      let minutes = CalendarDate.number(bytes[4..<6]), minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return bytes[0] == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// RFC 3339 in UTC, with as many digits of a second as are needed: `2026-03-01T09:00:00.5Z`.
  public var description: String {
    let (seconds, fraction) = dividedBySecond
    let (day, time) = seconds.flooredQuotientAndRemainder(dividingBy: 86_400)
    let date = CalendarDate(days: Int(day))?.description ?? ""
    let parts = [time / 3_600, time / 60 % 60, time % 60]
    let clock = parts.map { CalendarDate.padded($0, 2) }.joined(separator: ":")
    return "\(date)T\(clock)\(Span.fractionText(fraction))Z"
  }

  /// Whole seconds since 1970, rounded down, and the nanoseconds beyond.
  var dividedBySecond: (seconds: Int128, nanoseconds: Int128) {
    nanoseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000_000)
  }
}

extension Int128 {
  /// The quotient rounded down, and the remainder, which is never negative.
  func flooredQuotientAndRemainder(dividingBy divisor: Int128) -> (Int128, Int128) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
