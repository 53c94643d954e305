extension Diagnostic {
  /// The diagnostic as a terminal shows it.
  ///
  /// ```
  /// grant.yaml:12:11: error[WF201]: there is no role cashire
  ///    12 |     role: cashire
  ///       |           ^^^^^^^
  ///   hint: did you mean cashier?
  /// ```
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - colour: whether to colour with ANSI escapes.
  public func render(language: DiagnosticLanguage = .english, colour: Bool = false) -> String {
    let strong = colour ? (severity == .error ? "\u{1B}[1;31m" : "\u{1B}[1;33m") : ""
    let plain = colour ? "\u{1B}[0m" : ""
    var lines = [
      "\(location): \(strong)\(Self.word(severity, language))[\(identifier)]\(plain): "
        + message(in: language)
    ]
    if let excerpt {
      let number = String(location.line)
      let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
      let blank = String(repeating: " ", count: margin.count)
      let indent = String(repeating: " ", count: excerpt.indent)
      let caret = String(repeating: "^", count: excerpt.width)
      lines.append("\(margin) | \(excerpt.line)")
      lines.append("\(blank) | \(indent)\(strong)\(caret)\(plain)")
    }
    let hint = hint(in: language)
    if !hint.isEmpty {
      lines.append(language == .english ? "  hint: \(hint)" : "  提示：\(hint)")
    }
    return lines.joined(separator: "\n")
  }

  private static func word(_ severity: Severity, _ language: DiagnosticLanguage) -> String {
    switch (severity, language) {
    case (.error, .english): "error"
    case (.warning, .english): "warning"
    case (.error, .simplifiedChinese): "错误"
    case (.warning, .simplifiedChinese): "警告"
    }
  }
}
