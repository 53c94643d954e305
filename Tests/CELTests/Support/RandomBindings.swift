import CEL

/// Random values for everything `Samples` declares: edge values, absent fields, a few of a wrong
/// type.
struct RandomBindings {
  var random: SeededNumbers

  init(seed: UInt64) { random = SeededNumbers(seed: seed) }

  mutating func bindings() -> Row {
    var row = Row()
    row["form"] = value(of: .row(Samples.form))
    row["checks"] = value(of: .list(.row(Samples.check)))
    row["did"] = ["submit": ["count": .int(Int64(random.below(4))), "by": "li"]]
    row["money"] = ["paid": value(of: .decimal(scale: 2))]
    row["today"] = value(of: .date)
    row["now"] = value(of: .timestamp)
    return row
  }

  mutating func value(of type: CELType) -> Value {
    switch type {
    case .bool: return .bool(random.happens(50))
    case .int:
      return .int(random.pick([0, 1, -1, 2, 3, 17, 18, 100, -7, .max, .min, 3_037_000_500]))
    case .decimal(let scale):
      let largest = 999_999_999_999_999_999 * power(scale)
      let unscaled: Int128 = random.pick([
        0, 1, -1, 5, 250, 250_000, 286_667, 33, Int128(random.below(1_000_000)), largest, -largest,
      ])
      return ExactDecimal(unscaled: unscaled, scale: scale).map(Value.decimal) ?? .int(0)
    case .string, .choice:
      return .string(
        random.pick([
          "", "a", "b", "ab", "é", "e\u{301}", "中文", "😬", "illness", "other", "\\", "'", "%",
          "true", "\u{FFFB}", "A", "line\nbreak", "\u{10FFFF}",
        ]))
    case .date:
      let days = random.pick([0, 1, -1, 19_782, 20_542, -719_162, 2_932_896, -25_508, 11_016])
      return CalendarDate(days: days).map(Value.date) ?? .int(0)
    case .timestamp:
      let microseconds = random.pick([
        0, -1, 1_772_355_600_000_000, -62_135_596_800_000_000, 253_402_300_799_999_999,
        1_234_567_890_500_000, -500_000,
      ])
      return Timestamp(microseconds: Int64(microseconds)).map(Value.timestamp) ?? .int(0)
    case .duration:
      let microseconds = random.pick([
        0, 1, -1, 90_000_000, 259_200_000_000, 9_223_372_036_854_775, -1_500_000,
      ])
      return Span(microseconds: Int64(microseconds)).map(Value.duration) ?? .int(0)
    case .list(let element):
      return .list((0..<random.below(4)).map { _ in value(of: element) })
    case .row(let type):
      var row = Row()
      for field in type.fields where !random.happens(18) {
        // The wrong type is a bool, or a text for a bool: numbers, dates and times are all numbers.
        let isWrong = random.happens(3)
        row[field.name] =
          isWrong ? (field.type == .bool ? "text" : .bool(true)) : value(of: field.type)
      }
      return .row(row)
    case .map, .dyn: return .bool(true)
    }
  }

  private func power(_ scale: Int) -> Int128 {
    (0..<scale).reduce(1) { power, _ in power * 10 }
  }
}
