/// The line a diagnostic is about, ready to be shown above a caret.
public struct Excerpt: Hashable, Sendable {
  /// The line, tabs as one blank, cut to a window around the place when it is long.
  public var line: String
  /// The cells of a terminal before the caret; a Chinese character takes two.
  public var indent: Int
  /// The cells under which the caret stretches, at least 1.
  public var width: Int

  /// The most scalars shown of a line.
  static let window = 120

  /// The excerpt of `line` for a place at `column` (from 1) of `length` scalars.
  init(line scalars: some Collection<Unicode.Scalar>, column: Int, length: Int) {
    let all = Array(scalars)
    let start = min(max(0, column - 1), all.count)
    let first = all.count <= Self.window ? 0 : max(0, min(start - 60, all.count - Self.window))
    let last = min(all.count, first + Self.window)
    let shown = all[first..<last].map { Self.isUnsafe($0) ? " " : $0 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: shown)
    line = (first > 0 ? "…" : "") + String(text) + (last < all.count ? "…" : "")
    indent = (first > 0 ? 1 : 0) + Self.cells(shown.prefix(start - first))
    width = max(1, Self.cells(shown.dropFirst(start - first).prefix(length)))
  }

  /// What would move the cursor or hide text: controls, tabs and marks of writing direction.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  private static func cells(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + DisplayWidth.cells($1) }
  }
}

/// How many cells of a terminal a character takes (Unicode Standard Annex 11: wide and fullwidth).
enum DisplayWidth {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  static func cells(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }
}
