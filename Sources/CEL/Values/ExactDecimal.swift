/// An exact decimal number: a whole number of 128 bits divided by a power of ten.
///
/// At most 9 digits after the point and a whole part below 10^18 in size. There is no rounding but
/// in `divided` and `rounded`, which say to how many digits; there is no floating point at all.
public struct ExactDecimal: Sendable {
  /// The number times 10^scale.
  public let unscaled: Int128
  /// The digits after the point, 0 to 9.
  public let scale: Int

  /// The most digits after the point.
  public static let maximumScale = 9

  /// `unscaled` divided by 10^`scale`; nil when the scale or the size is out of bounds.
  public init?(unscaled: Int128, scale: Int) {
    guard (0...Self.maximumScale).contains(scale),
      unscaled.magnitude < Self.power(18 + scale).magnitude
    else { return nil }
    self.unscaled = unscaled
    self.scale = scale
  }

  /// A number known to be in bounds.
  init(inBounds unscaled: Int128, scale: Int) {
    self.unscaled = unscaled
    self.scale = scale
  }

  /// The whole number `value`; nil when it is 10^18 or more in size.
  public init?(_ value: Int64) {
    self.init(unscaled: Int128(value), scale: 0)
  }

  /// 10 to the power of `exponent`, which is 0 to 38.
  static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }
}
