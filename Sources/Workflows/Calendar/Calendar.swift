public import CEL

/// Which days count: a zone, a weekend, holidays, and weekend days on which people work.
///
/// All of it is pure arithmetic; `now` is always an argument.
public struct Calendar: Sendable {
  /// A day that differs from its weekday.
  public struct Day: Hashable, Sendable {
    /// The day.
    public var date: CalendarDate
    /// Its name, such as New Year.
    public var label: Label

    /// A named day.
    public init(date: CalendarDate, label: Label) {
      self.date = date
      self.label = label
    }
  }

  /// The name, such as `cn_public`.
  public var name: String
  /// What people call it.
  public var label: Label
  /// Where its days were taken from.
  public var source: String
  /// The zone its days begin in.
  public var zone: Zone
  /// The days of the week on which nobody works, Monday first.
  public var weekend: [Weekday]
  /// The holidays by date.
  public var holidays: [Day]
  /// The days of a weekend on which people work, by date.
  public var working: [Day]

  /// A calendar; its days are sorted here.
  public init(
    name: String, label: Label = Label(), source: String = "", zone: Zone, weekend: [Weekday],
    holidays: [Day] = [], working: [Day] = []
  ) {
    self.name = name
    self.label = label
    self.source = source
    self.zone = zone
    self.weekend = weekend.sorted { $0.rawValue < $1.rawValue }
    self.holidays = holidays.sorted { $0.date < $1.date }
    self.working = working.sorted { $0.date < $1.date }
  }
}
