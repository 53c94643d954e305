extension ExactDecimal: CustomStringConvertible {
  /// Reads a number such as `-12.50`: an optional minus, digits, and perhaps a point and digits.
  /// Nil for anything else, also for blanks, `+`, an exponent, or a number out of bounds.
  public init?(_ text: String) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var magnitude: Int128 = 0
    var whole = 0
    var fraction: Int?
    for byte in digits {
      if byte == UInt8(ascii: "."), fraction == nil, whole > 0 {
        fraction = 0
        continue
      }
      guard byte.isDigit, magnitude < Self.power(27) else { return nil }
      magnitude = magnitude * 10 + Int128(byte - UInt8(ascii: "0"))
      if let places = fraction { fraction = places + 1 } else { whole += 1 }
    }
    guard whole > 0, fraction != 0 else { return nil }
    self.init(unscaled: isNegative ? -magnitude : magnitude, scale: fraction ?? 0)
  }

  /// The number with all its digits after the point: `2866.67`, `5.00`, `-0.5`.
  public var description: String {
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + padded }
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
