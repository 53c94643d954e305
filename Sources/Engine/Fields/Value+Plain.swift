public import CEL

extension Value {
  /// The value in the stored layout: money and decimals as numbers with their digits, a day as the
  /// days since 1970-01-01, instants and lengths of time as microseconds.
  public var stored: PlainValue {
    switch self {
    case .bool(let bool): .bool(bool)
    case .int(let int): .number("\(int)")
    case .decimal(let decimal): .number(decimal.description)
    case .string(let text): .text(text)
    case .date(let date): .number("\(date.days)")
    case .timestamp(let instant): .number("\(instant.microseconds)")
    case .duration(let span): .number("\(span.microseconds)")
    case .list(let items): .list(items.map(\.stored))
    case .row(let row): .object(row.entries.map { PlainValue.Member($0.name, $0.value.stored) })
    case .map(let entries):
      .object(entries.map { PlainValue.Member(Self.key($0.key), $0.value.stored) })
    }
  }

  /// A text without quotes around it; anything else as CEL writes it.
  private static func key(_ value: Value) -> String {
    if case .string(let text) = value { text } else { value.description }
  }
}
