public import CEL

extension Calendar {
  /// The years in which working days are counted; the database keeps a row for each of their days.
  static let countedYears = 1950...2149

  /// When a period after `event` is over.
  ///
  /// Days: the period starts the day after the event and is over at 00:00, in the calendar's zone,
  /// of the day after its last. Hours: exactly so many hours later.
  ///
  /// - Returns: nil outside the years that are counted.
  public func due(after event: Timestamp, within period: Period) -> DueDate? {
    guard period.unit == .hours else {
      return date(of: event).flatMap { due(after: $0, within: period) }
    }
    let microseconds = event.microseconds + Int64(period.count) * 3_600_000_000
    guard let instant = Timestamp(microseconds: microseconds) else { return nil }
    return DueDate(instant: instant, period: period, named: [])
  }

  /// When a period after the day `start` is over; a period in hours counts from the day's end.
  public func due(after start: CalendarDate, within period: Period) -> DueDate? {
    if period.unit == .hours {
      return CalendarDate(days: start.days + 1).flatMap(self.start(of:)).flatMap {
        due(after: $0, within: period)
      }
    }
    guard let last = lastDay(after: start, within: period),
      let next = CalendarDate(days: last.days + 1), let instant = self.start(of: next)
    else { return nil }
    return DueDate(
      instant: instant, period: period, start: start, lastDay: last,
      named: period.unit == .businessDays ? namedDays(after: start, through: last) : [])
  }

  /// When a reminder goes out: `period` before `due`, counted back over the same kind of days.
  public func reminder(_ period: Period, before due: DueDate) -> Timestamp? {
    guard period.unit != .hours, let last = lastDay(of: due.instant) else {
      return Timestamp(
        microseconds: due.instant.microseconds - Int64(period.count) * 3_600_000_000)
    }
    var date = last
    if period.unit == .days {
      guard let earlier = CalendarDate(days: last.days - period.count) else { return nil }
      date = earlier
    } else {
      // From the last working day up to the due day, so many working days back.
      var left = period.count
      while left > 0 || !isWorkingDay(date) {
        if isWorkingDay(date) { left -= 1 }
        guard let earlier = CalendarDate(days: date.days - 1), Self.isCounted(earlier) else {
          return nil
        }
        date = earlier
      }
    }
    return CalendarDate(days: date.days + 1).flatMap(start(of:))
  }

  /// What is left of a period at `instant`, while it is over at `due`: kept during a hold.
  public func remaining(until due: DueDate, at instant: Timestamp) -> RemainingTime {
    guard due.period.unit != .hours, let today = date(of: instant),
      let last = lastDay(of: due.instant)
    else { return .microseconds(max(0, due.instant.microseconds - instant.microseconds)) }
    let count =
      due.period.unit == .days
      ? max(0, last.days - today.days)
      : workingDays(after: today, through: last)
    return .days(Period(count, due.period.unit))
  }

  /// When what was left of a period is over, counted again from `instant`.
  public func due(after instant: Timestamp, remaining: RemainingTime) -> DueDate? {
    switch remaining {
    case .days(let period): due(after: instant, within: period)
    case .microseconds(let count):
      Timestamp(microseconds: instant.microseconds + count).map {
        DueDate(instant: $0, period: Period(0, .hours), named: [])
      }
    }
  }

  /// The working days after `start` up to and including `last`.
  public func workingDays(after start: CalendarDate, through last: CalendarDate) -> Int {
    guard start < last, Self.isCounted(start), Self.isCounted(last) else { return 0 }
    return ((start.days + 1)...last.days).count { days in
      CalendarDate(days: days).map(isWorkingDay) ?? false
    }
  }

  private func lastDay(after start: CalendarDate, within period: Period) -> CalendarDate? {
    if period.unit == .days { return CalendarDate(days: start.days + period.count) }
    guard weekend.count < Weekday.allCases.count else { return nil }
    var date = start
    var left = period.count
    while left > 0 {
      guard let next = CalendarDate(days: date.days + 1), Self.isCounted(next) else { return nil }
      date = next
      if isWorkingDay(date) { left -= 1 }
    }
    return date
  }

  /// The day that ends at `instant`.
  private func lastDay(of instant: Timestamp) -> CalendarDate? {
    date(of: instant).flatMap { CalendarDate(days: $0.days - 1) }
  }

  private static func isCounted(_ date: CalendarDate) -> Bool {
    countedYears.contains(date.components.year)
  }
}
