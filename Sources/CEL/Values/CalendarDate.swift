/// A day of the proleptic Gregorian calendar (ISO 8601), from 0001-01-01 to 9999-12-31.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let days: Int

  /// The days since 1970-01-01 that have a date.
  public static let range = -719_162...2_932_896

  /// The date `days` after 1970-01-01; nil outside the years 0001 to 9999.
  public init?(days: Int) {
    guard Self.range.contains(days) else { return nil }
    self.days = days
  }

  /// Whether the left day is before the right.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.days < right.days }
}
