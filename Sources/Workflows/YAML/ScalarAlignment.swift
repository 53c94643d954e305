/// Finds where each character of a scalar's value is written.
enum ScalarAlignment {
  /// Walks value and source side by side: blanks and line ends may differ (folding, indentation),
  /// quotes may be doubled and characters escaped; all else is the same on both sides.
  static func positions(
    of value: String, style: YAMLNode.Style, writtenAt range: Range<Int>, in text: SourceText
  ) -> ScalarPositions {
    var cursor = range.lowerBound
    let end = min(range.upperBound, text.scalars.count)
    switch style {
    case .plain: break
    case .singleQuoted, .doubleQuoted: cursor += 1
    case .block:
      while cursor < end, text.scalars[cursor] != "\n", text.scalars[cursor] != "\r" {
        cursor += 1
      }
    }
    let start = text.position(of: cursor)
    var runs = [ScalarPositions.Run(index: 0, line: start.line, column: start.column)]
    var expected = cursor
    for (index, scalar) in value.unicodeScalars.enumerated() {
      if !isBlank(scalar) {
        // What the value does not have: indentation, line ends, escaped line ends.
        while cursor < end, isBlank(text.scalars[cursor]) { cursor += 1 }
      }
      if cursor != expected || index == 0 {
        let position = text.position(of: min(cursor, max(range.lowerBound, end - 1)))
        let run = ScalarPositions.Run(index: index, line: position.line, column: position.column)
        if index == 0 { runs[0] = run } else { runs.append(run) }
      }
      let width = written(scalar, style, at: cursor, end, text)
      cursor += width
      expected = width == 1 ? cursor : -1
    }
    return ScalarPositions(runs: runs)
  }

  /// How many characters of the source stand for `scalar`; 0 when it stands for folded lines.
  private static func written(
    _ scalar: Unicode.Scalar, _ style: YAMLNode.Style, at cursor: Int, _ end: Int,
    _ text: SourceText
  ) -> Int {
    guard cursor < end else { return 0 }
    let source = text.scalars[cursor]
    if style == .singleQuoted, scalar == "'", source == "'" { return 2 }
    if style == .doubleQuoted, source == "\\", cursor + 1 < end {
      switch text.scalars[cursor + 1] {
      case "x": return 4
      case "u": return 6
      case "U": return 10
      default: return 2
      }
    }
    return source == scalar ? 1 : 0
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }
}
