internal import CEL

extension Reading {
  /// A whole number within bounds; `010`, `1_000` and `+5` are refused, not guessed at.
  func wholeNumber(_ node: YAMLNode, in range: ClosedRange<Int64> = .min ... .max) -> Int64? {
    guard let text = number(node) else { return nil }
    guard Self.isNumber(text, fraction: false), let value = Int64(text) else {
      report(.badWholeNumber, at: node.location, text)
      return nil
    }
    guard range.contains(value) else {
      report(
        .outOfBounds, at: node.location, text, "\(range.lowerBound)", "\(range.upperBound)")
      return nil
    }
    return value
  }

  /// A whole number within bounds, as Int.
  func count(_ node: YAMLNode, in range: ClosedRange<Int>) -> Int? {
    wholeNumber(node, in: Int64(range.lowerBound)...Int64(range.upperBound)).map { Int($0) }
  }

  /// A decimal number with at most `scale` digits after the point, without an exponent.
  func decimal(_ node: YAMLNode, scale: Int) -> ExactDecimal? {
    guard let text = number(node) else { return nil }
    guard Self.isNumber(text, fraction: true), let value = ExactDecimal(text),
      value.scale <= scale
    else {
      report(.badDecimal, at: node.location, text, "\(scale)")
      return nil
    }
    return value
  }

  /// A date such as `2026-03-02`.
  func date(_ node: YAMLNode) -> CalendarDate? {
    guard let text = text(node) else { return nil }
    guard let date = CalendarDate(text) else {
      report(.badDate, at: node.location, text)
      return nil
    }
    return date
  }

  /// A period such as `10 business days`; at least one of its unit.
  func period(_ node: YAMLNode) -> Period? {
    guard let text = text(node) else { return nil }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let units: [String: Period.Unit] = [
      "day": .days, "days": .days, "business day": .businessDays, "business days": .businessDays,
      "hour": .hours, "hours": .hours,
    ]
    guard words.count == 2, Self.isNumber(words[0], fraction: false), let count = Int(words[0]),
      (1...Period.maximumCount).contains(count), let unit = units[words[1]]
    else {
      report(.badPeriod, at: node.location, text)
      return nil
    }
    return Period(count, unit)
  }

  /// The text of a number, which is written without quotes.
  private func number(_ node: YAMLNode) -> String? {
    if case .scalar(let text, .plain) = node.content, !text.isEmpty, !node.isBroken { return text }
    if !node.isBroken { wrongShape(node, "a number without quotes") }
    return nil
  }

  /// Digits without a leading zero, with a minus sign and a fraction if any.
  private static func isNumber(_ text: String, fraction: Bool) -> Bool {
    let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= (fraction ? 2 : 1),
      whole.utf8.count == 1 || whole.first != "0"
    else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}
