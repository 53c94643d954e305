internal import CEL

/// Values as people read them.
enum ValueText {
  /// A value: numbers in groups of three, texts in quotes.
  static func text(_ value: Value) -> String {
    switch value {
    case .int, .decimal: grouped(value.description)
    case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .row(let row):
      "{" + row.entries.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ") + "}"
    default: value.description
    }
  }

  /// A number's digits in groups of three, `2,866.67`; any other text as it is.
  static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }), let whole = parts.first
    else { return text }
    var groups = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { groups.append(",") }
      groups.append(digit)
    }
    return sign + groups + (parts.count > 1 ? ".\(parts[1])" : "")
  }
}
