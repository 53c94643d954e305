public import CEL

/// A day of the week (ISO 8601: Monday is 1).
public enum Weekday: Int, Hashable, Sendable, CaseIterable {
  /// Monday.
  case monday = 1
  /// Tuesday.
  case tuesday
  /// Wednesday.
  case wednesday
  /// Thursday.
  case thursday
  /// Friday.
  case friday
  /// Saturday.
  case saturday
  /// Sunday.
  case sunday

  /// The name as a calendar file writes it, such as `saturday`.
  public var name: String { "\(self)" }

  /// The weekday of `date`; 1970-01-01 was a Thursday.
  public init(of date: CalendarDate) {
    let index = ((date.days + 3) % 7 + 7) % 7
    self = Self.allCases[index]
  }
}
