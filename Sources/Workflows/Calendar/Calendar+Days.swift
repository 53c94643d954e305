public import CEL

extension Calendar {
  /// Whether people work on `date`: a holiday never, a make-up day always, else by the weekend.
  public func isWorkingDay(_ date: CalendarDate) -> Bool {
    if Self.day(date, in: holidays) != nil { return false }
    if Self.day(date, in: working) != nil { return true }
    return !weekend.contains(Weekday(of: date))
  }

  /// The date on which `instant` falls in the calendar's zone.
  public func date(of instant: Timestamp) -> CalendarDate? {
    let seconds = instant.microseconds.flooredDivision(by: 1_000_000)
    let local = seconds + Int64(zone.offset(at: seconds))
    return CalendarDate(days: Int(local.flooredDivision(by: 86_400)))
  }

  /// The instant at which `date` begins in the calendar's zone.
  public func start(of date: CalendarDate) -> Timestamp? {
    let local = Int64(date.days) * 86_400
    // The offset at midnight is found from the one a day before: zones change by hours, not days.
    let guess = local - Int64(zone.offset(at: local - 86_400))
    return Timestamp(microseconds: (local - Int64(zone.offset(at: guess))) * 1_000_000)
  }

  /// The years for which the file names days; dates outside count by the weekend alone.
  public var coveredYears: ClosedRange<Int>? {
    let years = (holidays + working).map(\.date.components.year)
    guard let first = years.min(), let last = years.max() else { return nil }
    return first...last
  }

  /// The holidays and make-up days after `start` up to and including `last`, by date.
  func namedDays(after start: CalendarDate, through last: CalendarDate) -> [DueDate.NamedDay] {
    let isWithin = { (day: Day) in start < day.date && !(last < day.date) }
    return
      (holidays.filter(isWithin).map { DueDate.NamedDay(kind: .holiday, day: $0) }
      + working.filter(isWithin).map { DueDate.NamedDay(kind: .working, day: $0) })
      .sorted { $0.day.date < $1.day.date }
  }

  private static func day(_ date: CalendarDate, in days: [Day]) -> Day? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle].date < date { low = middle + 1 } else { high = middle }
    }
    return low < days.count && days[low].date == date ? days[low] : nil
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity.
  func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
