internal import CEL

/// The rule at the end of a zone's file, for the years after its last transition: a POSIX `TZ`
/// string such as `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 8536, section 3.3).
struct ZoneRule {
  private let standard: Int
  private let summer: Int
  private let start: Change
  private let end: Change

  /// `Mm.w.d/time`: the w-th weekday d of month m (5 is the last), at seconds of local time.
  private struct Change {
    var month: Int
    var week: Int
    var weekday: Int
    var seconds: Int
  }

  /// The last year for which transitions are made out.
  private static let lastYear = 2149

  /// Reads a rule with summer time; nil for one without, whose last offset goes on for ever.
  init?(_ text: String) {
    let parts = text.split(separator: ",")
    guard parts.count == 3 else { return nil }
    var names = Array(parts[0].utf8)[...]
    Self.skipName(&names)
    guard let west = Self.time(&names) else { return nil }
    Self.skipName(&names)
    standard = -west
    summer = Self.time(&names).map { -$0 } ?? standard + 3_600
    guard let start = Self.change(parts[1]), let end = Self.change(parts[2]) else { return nil }
    self.start = start
    self.end = end
  }

  /// The transitions of the rule after `instant`, in seconds since 1970, by time.
  func transitions(after instant: Int64) -> [Zone.Transition] {
    (1970...Self.lastYear).flatMap { year in
      [
        Zone.Transition(seconds: seconds(start, year, offset: standard), offset: summer),
        Zone.Transition(seconds: seconds(end, year, offset: summer), offset: standard),
      ]
    }
    .filter { $0.seconds > instant }
    .sorted { $0.seconds < $1.seconds }
  }

  private func seconds(_ change: Change, _ year: Int, offset: Int) -> Int64 {
    guard let first = CalendarDate(year: year, month: change.month, day: 1),
      let next = first.adding(months: 1)
    else { return .min }
    var day = first.days + (change.weekday - first.weekday + 7) % 7 + (change.week - 1) * 7
    while day >= next.days { day -= 7 }
    return Int64(day) * 86_400 + Int64(change.seconds - offset)
  }

  private static func change(_ text: Substring) -> Change? {
    guard text.first == "M" else { return nil }
    let halves = text.dropFirst().split(separator: "/")
    let numbers = (halves.first ?? "").split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]),
      (0...6).contains(numbers[2])
    else { return nil }
    var written = halves.count > 1 ? Array(halves[1].utf8)[...] : []
    let seconds = halves.count > 1 ? time(&written) : 7_200
    return seconds.map {
      Change(month: numbers[0], week: numbers[1], weekday: numbers[2], seconds: $0)
    }
  }

  /// Letters, or anything in `<…>`.
  private static func skipName(_ text: inout ArraySlice<UInt8>) {
    if text.first == UInt8(ascii: "<") {
      while let byte = text.popFirst(), byte != UInt8(ascii: ">") {}
    } else {
      while let byte = text.first, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
        text.removeFirst()
      }
    }
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  private static func time(_ text: inout ArraySlice<UInt8>) -> Int? {
    var sign = 1
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      text.removeFirst()
    }
    var fields: [Int] = []
    while fields.count < 3, let byte = text.first, (0x30...0x39).contains(byte) {
      var number = 0
      while let digit = text.first, (0x30...0x39).contains(digit), number < 1_000 {
        number = number * 10 + Int(digit - 0x30)
        text.removeFirst()
      }
      fields.append(number)
      if text.first == UInt8(ascii: ":") { text.removeFirst() }
    }
    guard !fields.isEmpty else { return nil }
    return sign * zip(fields, [3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
