public import CEL

/// An amount of money, kept in hundredths: exact, and below zero only while it is being judged.
public struct Amount: Hashable, Comparable, Sendable {
  /// The amount times 100.
  public var minorUnits: Int64

  /// No money.
  public static let zero = Amount(minorUnits: 0)

  /// The largest amount that one step may move: below 10^16 in whole units.
  static let limit = Amount(minorUnits: 1_000_000_000_000_000_000)

  /// An amount in hundredths.
  public init(minorUnits: Int64) { self.minorUnits = minorUnits }

  /// The amount of a decimal; nil when it has more than two digits after the point or is 10^16 or
  /// more in size.
  public init?(_ decimal: ExactDecimal) {
    guard let exact = decimal.rescaled(to: 2), exact.unscaled.magnitude < 1_000_000_000_000_000_000
    else { return nil }
    minorUnits = Int64(exact.unscaled)
  }

  /// Reads `4000` or `4000.00`.
  public init?(_ text: String) {
    guard let decimal = ExactDecimal(text) else { return nil }
    self.init(decimal)
  }

  /// The amount as a value of guards; nil is out of a decimal's bounds, which no amount is.
  public var value: Value? {
    ExactDecimal(unscaled: Int128(minorUnits), scale: 2).map(Value.decimal)
  }

  /// Whether the left amount is smaller.
  public static func < (left: Amount, right: Amount) -> Bool { left.minorUnits < right.minorUnits }

  /// The sum, kept within bounds.
  static func + (left: Amount, right: Amount) -> Amount {
    let (sum, overflow) = left.minorUnits.addingReportingOverflow(right.minorUnits)
    return Amount(minorUnits: overflow ? (left.minorUnits < 0 ? .min : .max) : sum)
  }

  /// The difference, kept within bounds.
  static func - (left: Amount, right: Amount) -> Amount {
    let (difference, overflow) = left.minorUnits.subtractingReportingOverflow(right.minorUnits)
    return Amount(minorUnits: overflow ? (left.minorUnits < 0 ? .min : .max) : difference)
  }
}

extension Amount: CustomStringConvertible {
  /// The amount with two digits after the point: `4000.00`.
  public var description: String {
    let size = minorUnits.magnitude
    let cents = size % 100
    return "\(minorUnits < 0 ? "-" : "")\(size / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}
