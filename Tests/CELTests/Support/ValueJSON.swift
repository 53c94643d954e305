import CEL

extension Value {
  /// The value in the layout of the facts that SQL reads.
  var json: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .string(let text): Self.quoted(text)
    case .date(let date): "\(date.days)"
    case .timestamp(let timestamp): Self.microseconds(timestamp.nanoseconds)
    case .duration(let span): Self.microseconds(span.nanoseconds)
    case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .row(let row):
      "{" + row.entries.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ",")
        + "}"
    case .map(let entries):
      "{" + entries.map { "\($0.key.json):\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  private static func microseconds(_ nanoseconds: Int128) -> String {
    let fraction = String(1_000 + nanoseconds.magnitude % 1_000).dropFirst()
    return "\(nanoseconds < 0 ? "-" : "")\(nanoseconds.magnitude / 1_000).\(fraction)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        result += "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
