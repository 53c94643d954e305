/// How a text is written on one line.
enum ScalarText {
  /// Plain texts stay plain, since `'5'` is no number; quoted ones take `'…'`, or `"…"` where that
  /// saves doubling the quotes of an expression or a character has to be escaped.
  static func written(_ scalar: LayoutScalar) -> String {
    // A tab may stand in a plain text; a line's end may not stay there.
    if scalar.style == .plain,
      !scalar.text.unicodeScalars.contains(where: { needsEscape($0) && $0 != "\t" })
    {
      return scalar.text
    }
    return quoted(scalar.text)
  }

  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if scalars.contains(where: needsEscape) { return escaped(text) }
    guard scalars.contains("'") else { return "'\(text)'" }
    if !scalars.contains("\""), !scalars.contains("\\") { return "\"\(text)\"" }
    var doubled = String.UnicodeScalarView()
    for scalar in scalars {
      doubled.append(scalar)
      if scalar == "'" { doubled.append("'") }
    }
    return "'" + String(doubled) + "'"
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out.append(contentsOf: "\\n".unicodeScalars)
      case "\t": out.append(contentsOf: "\\t".unicodeScalars)
      case "\"", "\\":
        out.append("\\")
        out.append(scalar)
      case _ where needsEscape(scalar):
        let digits = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 4 - digits.count)
        out.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return "\"" + String(out) + "\""
  }

  /// The cells of a terminal that a text takes.
  static func cells(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.cells($1) }
  }
}
