/// The functions of the guard language.
package enum Function: Hashable, Sendable {
  case size, contains, startsWith, endsWith
  case sum, min, max
  /// `div` and `round` to this many digits after the point.
  case divide(scale: Int)
  case round(scale: Int)
  case days, age, addMonths
  case toBool, toInt, toString
  /// `timestamp(seconds)`.
  case timestampOfSeconds
  case part(TimePart)
  /// Conversions of texts that are not literals; in the full language only.
  case parseInt, parseTimestamp, parseDuration

  /// How each function is used, by its name; what is not here is not a function.
  static let usages: [String: String] = {
    var usages = [
      "size": "size(text) or size(list)",
      "contains": "text.contains(text)",
      "startsWith": "text.startsWith(text)",
      "endsWith": "text.endsWith(text)",
      "sum": "sum(list of numbers)",
      "min": "min(list)",
      "max": "max(list)",
      "div": "div(number, number, digits)",
      "round": "round(number, digits)",
      "days": "days(from, to)",
      "age": "age(born, on)",
      "add_months": "add_months(date, months)",
      "bool": "bool(text)",
      "int": "int(timestamp)",
      "string": "string(value)",
      "date": "date('2026-03-01')",
      "timestamp": "timestamp('2026-03-01T09:00:00Z')",
      "duration": "duration('90s')",
      "has": "has(form.field)",
      "all": "list.all(p, condition)",
      "exists": "list.exists(p, condition)",
      "exists_one": "list.exists_one(p, condition)",
      "filter": "list.filter(p, condition)",
      "map": "list.map(p, value)",
    ]
    for part in TimePart.allCases { usages[part.rawValue] = "timestamp.\(part.rawValue)()" }
    return usages
  }()
}

/// The parts of a timestamp, a date or a duration, by the names CEL gives them.
package enum TimePart: String, Hashable, Sendable, CaseIterable {
  /// The year.
  case fullYear = "getFullYear"
  /// The month, 0 for January.
  case month = "getMonth"
  /// The day of the month, 1 for the first.
  case date = "getDate"
  /// The day of the month, 0 for the first.
  case dayOfMonth = "getDayOfMonth"
  /// The weekday, 0 for Sunday.
  case dayOfWeek = "getDayOfWeek"
  /// The day of the year, 0 for the first.
  case dayOfYear = "getDayOfYear"
  case hours = "getHours"
  case minutes = "getMinutes"
  case seconds = "getSeconds"
  case milliseconds = "getMilliseconds"

  /// Whether it is a part of a day's clock; a duration has these, a date the others.
  var isClock: Bool {
    switch self {
    case .hours, .minutes, .seconds, .milliseconds: true
    default: false
    }
  }
}
