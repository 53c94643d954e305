/// An instant in UTC, from 0001-01-01T00:00:00Z up to the end of the year 9999.
///
/// What Casework stores is whole microseconds; nanoseconds are kept because CEL has them.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  public let nanoseconds: Int128

  /// The nanoseconds since 1970 that have a timestamp.
  static let range: Range<Int128> =
    -62_135_596_800_000_000_000..<253_402_300_800_000_000_000

  /// The instant `nanoseconds` after 1970; nil outside the years 0001 to 9999.
  public init?(nanoseconds: Int128) {
    guard Self.range.contains(nanoseconds) else { return nil }
    self.nanoseconds = nanoseconds
  }

  /// The instant `microseconds` after 1970; nil outside the years 0001 to 9999.
  public init?(microseconds: Int64) {
    self.init(nanoseconds: Int128(microseconds) * 1_000)
  }

  /// Whole microseconds since 1970-01-01T00:00:00Z, rounded down.
  public var microseconds: Int64 {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000)
    return Int64(remainder < 0 ? quotient - 1 : quotient)
  }

  /// Whether the left instant is before the right.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// A length of time, forwards or backwards, whose nanoseconds fit 64 bits (about 292 years), the bound
/// of a CEL duration (cel-spec, "Abstract Types").
public struct Span: Hashable, Comparable, Sendable {
  /// The length in nanoseconds.
  public let nanoseconds: Int128

  static let range: ClosedRange<Int128> = Int128(Int64.min)...Int128(Int64.max)

  /// A length of `nanoseconds`; nil when out of bounds.
  public init?(nanoseconds: Int128) {
    guard Self.range.contains(nanoseconds) else { return nil }
    self.nanoseconds = nanoseconds
  }

  /// A length of `microseconds`; nil when out of bounds.
  public init?(microseconds: Int64) {
    self.init(nanoseconds: Int128(microseconds) * 1_000)
  }

  /// Whole microseconds, rounded towards zero.
  public var microseconds: Int64 { Int64(nanoseconds / 1_000) }

  /// Whether the left is shorter, or further back, than the right.
  public static func < (left: Span, right: Span) -> Bool { left.nanoseconds < right.nanoseconds }
}
