public import CEL

/// When a period is over, and why then.
public struct DueDate: Hashable, Sendable {
  /// The first instant after the period: it is overdue from here on.
  public var instant: Timestamp
  /// The period.
  public var period: Period
  /// The day of the event; the period starts the day after it. Nil for hours.
  public var start: CalendarDate?
  /// The last day of the period; nil for hours.
  public var lastDay: CalendarDate?
  /// The holidays and make-up days in between, by date; they count only for business days.
  public var named: [NamedDay]

  /// A day that made the period longer or shorter than its weekdays say.
  public struct NamedDay: Hashable, Sendable {
    /// Why it has a name.
    public enum Kind: String, Hashable, Sendable {
      /// Nobody works.
      case holiday
      /// People work although it is a weekend.
      case working
    }

    /// Why it has a name.
    public var kind: Kind
    /// The day and its name.
    public var day: Calendar.Day
  }
}

/// What is left of a period while the clock stands still.
public enum RemainingTime: Hashable, Sendable {
  /// Days of the period's unit after the day of the hold.
  case days(Period)
  /// Microseconds, for a period in hours.
  case microseconds(Int64)
}
