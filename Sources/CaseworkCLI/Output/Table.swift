/// Rows in aligned columns for a person to read.
struct Table {
  enum Alignment { case left, right }

  struct Column {
    var title: String
    var alignment: Alignment = .left
  }

  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style: Paint.Style?

    init(_ text: String, _ style: Paint.Style? = nil) {
      self.text = text
      self.style = style
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  var columns: [Column]
  var rows: [[Cell]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The lines; a row wider than `width` loses the end of its widest left-aligned column.
  func lines(paint: Paint, width: Int? = nil) -> [String] {
    var widths = columns.map { TextWidth.of($0.title) }
    for row in rows {
      for (index, cell) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], TextWidth.of(Self.oneLine(cell.text)))
      }
    }
    if let width { Self.shrink(&widths, columns: columns, to: width) }
    let hasTitles = columns.contains { !$0.title.isEmpty }
    let head = columns.map { Cell($0.title, .bold) }
    return ((hasTitles ? [head] : []) + rows).map { line($0, widths: widths, paint: paint) }
  }

  private func line(_ cells: [Cell], widths: [Int], paint: Paint) -> String {
    var line = ""
    var pending = 0  // blanks owed, so that no line ends in white space
    for (index, cell) in cells.enumerated() where index < widths.count {
      let text = TextWidth.cut(Self.oneLine(cell.text), to: widths[index])
      let gap = widths[index] - TextWidth.of(text)
      let isRight = columns[index].alignment == .right
      if isRight { pending += gap }
      if !text.isEmpty {
        line += String(repeating: " ", count: pending)
        line += cell.style.map { paint(text, $0) } ?? text
        pending = 0
      }
      pending += isRight ? 2 : gap + 2
    }
    return line
  }

  private static func shrink(_ widths: inout [Int], columns: [Column], to limit: Int) {
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
    while excess > 0 {
      let flexible = widths.indices.filter { columns[$0].alignment == .left && widths[$0] > 8 }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  /// A cell stays on its line whatever a person typed into it.
  private static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }
}
