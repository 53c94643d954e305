extension Value: CustomStringConvertible {
  /// The value as CEL writes it, dates and times in their plain form: `'illness'`, `2500.00`,
  /// `2026-03-01`, `[1, 2]`.
  public var description: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .decimal(let value): value.description
    case .string(let value): TextLiteral.quoted(value)
    case .date(let value): value.description
    case .timestamp(let value): value.description
    case .duration(let value): value.description
    case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .row(let row):
      "{" + row.entries.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + "}"
    case .map(let entries):
      "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }
}
