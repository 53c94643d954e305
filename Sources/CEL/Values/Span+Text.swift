extension Span: CustomStringConvertible {
  /// Reads numbers with their units, such as `1h30m`, `90s`, `1.5s`, `-2ms`; the units are `h`,
  /// `m`, `s`, `ms`, `us` and `ns`. `0` alone needs no unit.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let sign = bytes.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    var total: Int128 = 0
    if Array(bytes) == [UInt8(ascii: "0")] { bytes = [] } else if bytes.isEmpty { return nil }
    while !bytes.isEmpty {
      let number = bytes.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
      bytes = bytes[number.endIndex...]
      let unit = bytes.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
      bytes = bytes[unit.endIndex...]
      guard let nanoseconds = Self.units[String(decoding: unit, as: UTF8.self)],
        let part = Self.product(of: number, nanoseconds)
      else { return nil }
      total += part
      guard -total >= Self.range.lowerBound else { return nil }
    }
    self.init(nanoseconds: sign == UInt8(ascii: "-") ? -total : total)
  }

  private static let units: [String: Int128] = [
    "h": 3_600_000_000_000, "m": 60_000_000_000, "s": 1_000_000_000, "ms": 1_000_000,
    "us": 1_000, "µs": 1_000, "ns": 1,
  ]

  /// The nanoseconds of the number written as `digits`; nothing finer is kept.
  private static func product(of digits: ArraySlice<UInt8>, _ nanoseconds: Int128) -> Int128? {
    let parts = digits.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let (whole, fraction) = (parts[0], parts.count > 1 ? parts[1] : [])
    guard !(whole.isEmpty && fraction.isEmpty), whole.count <= 18, fraction.count <= 18,
      let units = CalendarDate.number(whole), let rest = CalendarDate.number(fraction)
    else { return nil }
    let below = Int128(rest) * nanoseconds / ExactDecimal.power(fraction.count)
    return Int128(units) * nanoseconds + below
  }

  /// Seconds with as many digits as are needed: `5400s`, `1.5s`.
  public var description: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    let fraction = Self.fractionText(Int128(magnitude % 1_000_000_000))
    return "\(sign)\(magnitude / 1_000_000_000)\(fraction)s"
  }

  /// Nanoseconds as `.5`, or nothing for none.
  static func fractionText(_ nanoseconds: Int128) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = CalendarDate.padded(nanoseconds, 9)
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
  }
}
