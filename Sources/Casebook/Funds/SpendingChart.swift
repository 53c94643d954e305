extension SpendingReport {
  /// Words of a chart in the reader's language.
  public struct Words: Sendable {
    /// The heading.
    public var title: String
    /// What `Budget.parts` are, and last what is left.
    public var parts: [String]
    /// What the lower bars show.
    public var spent: String
    /// A label in words.
    public var label: @Sendable (Line) -> String

    /// Words.
    public init(
      title: String, parts: [String], spent: String, label: @escaping @Sendable (Line) -> String
    ) {
      self.title = title
      self.parts = parts
      self.spent = spent
      self.label = label
    }
  }

  /// A bar of at most `width` columns for `value` where `most` fills it, in eighths of a column
  /// (Unicode, Block Elements); what is above zero is seen.
  public static func bar(_ value: Int64, most: Int64, width: Int) -> String {
    guard value > 0, most > 0 else { return "" }
    let eighths = max(1, Int((Double(value) / Double(most) * Double(width * 8)).rounded()))
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }

  /// A budget's parts as one bar of `width` columns: █ paid, ▓ at the bank or approved, ▒ set aside, ░ left.
  public static func bar(_ budget: Budget, width: Int) -> String {
    guard budget.allotted > 0 else { return "" }
    var bar = ""
    var sum: Int64 = 0
    var drawn = 0
    for (part, sign) in zip(budget.parts + [budget.room], ["█", "▓", "▓", "▒", "░"]) {
      sum += part
      let end = Int((Double(sum) / Double(budget.allotted) * Double(width)).rounded())
      bar += String(repeating: sign, count: max(0, end - drawn))
      drawn = max(drawn, end)
    }
    return bar
  }

  /// The greatest that any line spent, in hundredths.
  public var most: Int64 { lines.map(\.spent).max() ?? 0 }

  /// The report as a picture (SVG 1.1): each year's budget as one divided bar, then a bar a line. The
  /// shades differ in lightness, so that they do when printed; no fonts of its own.
  public func svg(_ words: Words) -> String {
    var canvas = Canvas()
    canvas.text(words.title, x: Canvas.margin, size: 18, isBold: true)
    canvas.skip(14)
    if !budgets.isEmpty {
      canvas.legend(words.parts)
      for budget in budgets { canvas.budget(budget) }
      canvas.skip(10)
    }
    if !lines.isEmpty {
      canvas.text(words.spent, x: Canvas.margin, size: 13, isBold: true)
      canvas.skip(6)
    }
    let most = max(1, most)
    let isOneFund = Set(lines.map { "\($0.fund) \($0.year)" }).count == 1
    for line in lines {
      // a month says its year itself
      let fund = division == .month ? line.fund : "\(line.fund) \(line.year)"
      let name = (isOneFund ? "" : fund + "  ") + words.label(line)
      canvas.line(name, line, most)
    }
    return canvas.document
  }

  /// Builds the picture from top to bottom.
  private struct Canvas {
    static let margin = 16
    static let labels = 230
    static let bars = 370
    static let width = 760
    static let shades = ["#14324f", "#3f7cac", "#7fb0d3", "#c3d9e8", "#ffffff"]

    private var body = ""
    private var y = 14

    var document: String {
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.width)" height="\(y + 12)" \
      viewBox="0 0 \(Self.width) \(y + 12)" font-family="sans-serif" font-size="12" fill="#1a1a1a">
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(body)</svg>

      """
    }

    mutating func skip(_ height: Int) { y += height }

    mutating func text(_ text: String, x: Int, size: Int, isBold: Bool = false) {
      y += size + 6
      let weight = isBold ? " font-weight=\"bold\"" : ""
      body += "<text x=\"\(x)\" y=\"\(y - 6)\" font-size=\"\(size)\"\(weight)>"
      body += "\(Self.escaped(text))</text>\n"
    }

    mutating func legend(_ names: [String]) {
      var x = Self.margin
      for (name, shade) in zip(names, Self.shades) {
        rectangle(x: x, y: y, width: 12, height: 12, fill: shade)
        body += "<text x=\"\(x + 17)\" y=\"\(y + 10)\">\(Self.escaped(name))</text>\n"
        x += 34 + Self.width(of: name)
      }
      y += 24
    }

    mutating func budget(_ budget: Budget) {
      label("\(budget.fund) \(String(budget.year))")
      var x = 0.0
      for (part, shade) in zip(budget.parts + [budget.room], Self.shades)
      where part > 0 && budget.allotted > 0 {
        let length = Double(part) / Double(budget.allotted) * Double(Self.bars)
        rectangle(
          x: Self.labels + Int(x.rounded()), y: y,
          width: max(1, Int((x + length).rounded()) - Int(x.rounded())), height: 16, fill: shade)
        x += length
      }
      amount("\(Hundredths(budget.allotted).text) \(budget.currency)", after: Self.bars)
    }

    mutating func line(_ name: String, _ line: Line, _ most: Int64) {
      label(name)
      let length = Int(Double(max(0, line.spent)) / Double(most) * Double(Self.bars))
      if line.spent > 0 {
        rectangle(
          x: Self.labels, y: y, width: max(1, length), height: 16, fill: Self.shades[0])
      }
      amount(
        line.isWithheld ? "–" : "\(Hundredths(line.spent).text) \(line.currency)",
        after: line.spent > 0 ? max(1, length) : 0)
    }

    /// The end of a name that is too long for its place is cut off.
    private mutating func label(_ name: String) {
      var kept = ""
      for character in name {
        if Self.width(of: kept + String(character)) > Self.labels - Self.margin - 16 {
          kept += "…"
          break
        }
        kept.append(character)
      }
      body += "<text x=\"\(Self.labels - 8)\" y=\"\(y + 12)\" text-anchor=\"end\">"
      body += "\(Self.escaped(kept))</text>\n"
    }

    private mutating func amount(_ text: String, after length: Int) {
      body +=
        "<text x=\"\(Self.labels + length + 6)\" y=\"\(y + 12)\">\(Self.escaped(text))</text>\n"
      y += 22
    }

    private mutating func rectangle(x: Int, y: Int, width: Int, height: Int, fill: String) {
      body += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\""
      body += " stroke=\"#14324f\" stroke-width=\"0.5\"/>\n"
    }

    /// About the width in pixels of a text in the picture's size.
    private static func width(of text: String) -> Int {
      text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 7 : 12) }
    }

    private static func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
  }
}
