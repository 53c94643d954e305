internal import CEL

extension Value {
  /// Reads a value of `type` from the layout in which an entry keeps facts: numbers with their digits, days
  /// since 1970-01-01, microseconds.
  ///
  /// - Returns: nil for what is no value of the type; it is then absent to every rule.
  init?(kept value: PlainValue, as type: CELType) {
    switch (type, value) {
    case (.bool, .bool(let bool)): self = .bool(bool)
    case (.int, .number(let digits)):
      guard let int = Int64(digits) else { return nil }
      self = .int(int)
    case (.decimal(let scale), .number(let digits)):
      guard let decimal = ExactDecimal(digits)?.rescaled(to: scale) else { return nil }
      self = .decimal(decimal)
    case (.string, .text(let text)), (.choice, .text(let text)): self = .string(text)
    case (.date, .number(let digits)):
      guard let date = Int(digits).flatMap({ CalendarDate(days: $0) }) else { return nil }
      self = .date(date)
    case (.timestamp, .number(let digits)):
      guard let instant = Int64(digits).flatMap({ Timestamp(microseconds: $0) }) else { return nil }
      self = .timestamp(instant)
    case (.duration, .number(let digits)):
      guard let span = Int64(digits).flatMap({ Span(microseconds: $0) }) else { return nil }
      self = .duration(span)
    case (.list(let element), .list(let values)):
      let items = values.compactMap { Value(kept: $0, as: element) }
      guard items.count == values.count else { return nil }
      self = .list(items)
    case (.row(let row), .object):
      self = .row(Row(kept: value, as: row))
    default: return nil
    }
  }

  /// Whether an entry keeps this value: as a number of the same size, or as the same text, list or row.
  func isKept(as value: PlainValue) -> Bool { Self.isSame(stored, value) || isSameDay(value) }

  private func isSameDay(_ value: PlainValue) -> Bool {
    if case .date(let date) = self { value.string == date.description } else { false }
  }

  private static func isSame(_ left: PlainValue, _ right: PlainValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      guard let one = ExactDecimal(left), let other = ExactDecimal(right) else {
        return left == right
      }
      return one == other
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    case (.object(let left), .object(let right)):
      let right = right.filter { $0.value != .null }
      return left.count == right.count
        && left.allSatisfy { member in
          right.contains { $0.name == member.name && isSame(member.value, $0.value) }
        }
    default: return left == right
    }
  }
}

extension Row {
  /// Reads the declared fields of a row; others are none to any rule.
  init(kept value: PlainValue, as type: RowType) {
    self.init()
    for field in type.fields {
      self[field.name] = value[field.name].flatMap { Value(kept: $0, as: field.type) }
    }
  }
}
