extension ExactDecimal: Comparable, Hashable {
  /// Whether both are the same number: `2.5` equals `2.50`.
  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    let (a, b) = aligned(left, right)
    return a == b
  }

  /// Whether the left number is less than the right.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    let (a, b) = aligned(left, right)
    return a < b
  }

  /// Whether this is the whole number `other`, also beyond the bounds of a decimal.
  func equals(_ other: Int64) -> Bool {
    unscaled == Int128(other) * Self.power(scale)
  }

  /// Equal numbers have equal hashes, whatever their scale.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(unscaled * Self.power(Self.maximumScale - scale))
  }

  /// The sum with the larger of the two scales; nil when out of bounds.
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let (a, b) = Self.aligned(self, other)
    return ExactDecimal(unscaled: a + b, scale: max(scale, other.scale))
  }

  /// The difference with the larger of the two scales; nil when out of bounds.
  public func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
    let (a, b) = Self.aligned(self, other)
    return ExactDecimal(unscaled: a - b, scale: max(scale, other.scale))
  }

  /// The product with the sum of the two scales; nil when out of bounds or finer than 9 digits.
  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = unscaled.multipliedReportingOverflow(by: other.unscaled)
    return overflow ? nil : ExactDecimal(unscaled: product, scale: scale + other.scale)
  }

  /// The negative; it is in bounds whenever the number is.
  public var negated: ExactDecimal {
    ExactDecimal(inBounds: -unscaled, scale: scale)
  }

  /// The quotient rounded once, half away from zero, to `scale` digits; nil for a divisor of zero
  /// and for a quotient out of bounds.
  public func divided(by other: ExactDecimal, scale result: Int) -> ExactDecimal? {
    guard other.unscaled != 0, (0...Self.maximumScale).contains(result) else { return nil }
    // (a / 10^s) / (b / 10^t) · 10^r = a · 10^(t + r) / (b · 10^s). The dividend is below 10^45,
    // so it is kept in two halves of 128 bits.
    let dividend = unscaled.magnitude.multipliedFullWidth(
      by: Self.power(other.scale + result).magnitude)
    let divisor = other.unscaled.magnitude * Self.power(scale).magnitude
    guard dividend.high < divisor else { return nil }
    let (quotient, remainder) = divisor.dividingFullWidth(dividend)
    let roundsUp = remainder >= divisor - remainder
    let (magnitude, overflow) = quotient.addingReportingOverflow(roundsUp ? 1 : 0)
    guard !overflow, let size = Int128(exactly: magnitude) else { return nil }
    let isNegative = (unscaled < 0) != (other.unscaled < 0)
    return ExactDecimal(unscaled: isNegative ? -size : size, scale: result)
  }

  /// The number with `scale` digits after the point, rounded half away from zero; nil when out of
  /// bounds.
  public func rounded(scale result: Int) -> ExactDecimal? {
    divided(by: ExactDecimal(inBounds: 1, scale: 0), scale: result)
  }

  /// The same number written with `scale` digits after the point; nil when it has more.
  public func rescaled(to result: Int) -> ExactDecimal? {
    guard result < scale else {
      return ExactDecimal(unscaled: unscaled * Self.power(min(result, 9) - scale), scale: result)
    }
    let (quotient, remainder) = unscaled.quotientAndRemainder(
      dividingBy: Self.power(scale - max(result, 0)))
    return remainder == 0 ? ExactDecimal(unscaled: quotient, scale: result) : nil
  }

  /// Both numbers times the same power of ten; below 10^27 in size, so nothing overflows.
  private static func aligned(_ left: ExactDecimal, _ right: ExactDecimal) -> (Int128, Int128) {
    if left.scale == right.scale { return (left.unscaled, right.unscaled) }
    let scale = max(left.scale, right.scale)
    return (
      left.unscaled * power(scale - left.scale), right.unscaled * power(scale - right.scale)
    )
  }
}
