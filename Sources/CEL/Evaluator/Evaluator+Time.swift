extension Evaluator {
  /// A part of a timestamp, a date or a duration.
  static func part(
    _ part: TimePart, _ value: Value, zone: ArraySlice<Value>
  ) throws(Failure) -> Value {
    switch value {
    case .duration(let span): return .int(clock(part, of: span))
    case .date(let date): return .int(calendar(part, of: date))
    case .timestamp(let timestamp):
      var local = timestamp.nanoseconds
      if case .string(let name)? = zone.first {
        guard let offset = TimeZoneOffset(name)?.seconds(at: timestamp) else {
          throw .invalid(part.rawValue)
        }
        local += Int128(offset) * 1_000_000_000
      }
      let (day, time) = local.flooredQuotientAndRemainder(dividingBy: 86_400_000_000_000)
      if part.isClock { return .int(clock(part, ofDay: time)) }
      guard let date = CalendarDate(days: Int(day)) else { throw .outOfRange(part.rawValue) }
      return .int(calendar(part, of: date))
    default:
      throw .invalid(part.rawValue)
    }
  }

  private static func calendar(_ part: TimePart, of date: CalendarDate) -> Int64 {
    let (year, month, day) = date.components
    return switch part {
    case .fullYear: Int64(year)
    case .month: Int64(month - 1)
    case .date: Int64(day)
    case .dayOfMonth: Int64(day - 1)
    case .dayOfWeek: Int64(date.weekday)
    case .dayOfYear: Int64(date.dayOfYear)
    case .hours, .minutes, .seconds, .milliseconds: 0
    }
  }

  /// A part of the clock, of nanoseconds since midnight.
  private static func clock(_ part: TimePart, ofDay time: Int128) -> Int64 {
    switch part {
    case .hours: Int64(time / 3_600_000_000_000)
    case .minutes: Int64(time / 60_000_000_000 % 60)
    case .seconds: Int64(time / 1_000_000_000 % 60)
    default: Int64(time / 1_000_000 % 1_000)
    }
  }

  /// A duration in whole hours, minutes or seconds; of milliseconds only those beyond the second
  /// (cel-spec, "Timestamp and duration functions").
  private static func clock(_ part: TimePart, of span: Span) -> Int64 {
    switch part {
    case .hours: Int64(span.nanoseconds / 3_600_000_000_000)
    case .minutes: Int64(span.nanoseconds / 60_000_000_000)
    case .seconds: Int64(span.nanoseconds / 1_000_000_000)
    default: Int64(span.nanoseconds / 1_000_000 % 1_000)
    }
  }
}
