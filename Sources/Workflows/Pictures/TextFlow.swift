/// Lines of text in the cells of a terminal, where a Chinese character takes two.
enum TextFlow {
  /// What a line's length is counted in.
  enum Measure {
    /// The cells of a terminal.
    case cells
    /// Hundredths of the size of proportional letters, about as Arial and its kin set them; a limit
    /// is then in whole sizes.
    case letters

    func width(_ text: String) -> Int {
      switch self {
      case .cells: TextFlow.width(text)
      case .letters: text.unicodeScalars.reduce(0) { $0 + Self.width($1) }
      }
    }

    var unit: Int { self == .cells ? 1 : 100 }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
      switch scalar {
      case "i", "j", "l", ".", ",", ":", ";", "'", "|", "‘", "’", "I": 24
      case " ", "t", "f", "r", "(", ")", "-", "/": 33
      case "m", "w", "M", "W", "→": 86
      case "A"..."Z", "≤", "+", "×": 68
      case "a"..."z", "0"..."9": 55
      default: DisplayWidth.cells(scalar) == 2 ? 100 : 60
      }
    }
  }

  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.cells($1) }
  }

  /// The text in lines of at most `limit`, broken at blanks and between Chinese characters.
  static func lines(_ text: String, limit: Int, measure: Measure = .cells) -> [String] {
    let limit = limit * measure.unit
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      let candidate = line + word
      let trimmed = candidate.trimmingBlanks
      if measure.width(trimmed) <= limit || line.trimmingBlanks.isEmpty {
        line = candidate
      } else {
        lines.append(line.trimmingBlanks)
        line = word
      }
      while measure.width(line.trimmingBlanks) > limit, let (head, tail) = cut(line, limit, measure)
      {
        lines.append(head)
        line = tail
      }
    }
    if !line.trimmingBlanks.isEmpty { lines.append(line.trimmingBlanks) }
    return lines.isEmpty ? [""] : lines
  }

  /// The pieces a line may be broken between. Closing punctuation stays with what it closes.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    let closing: Set<Character> = ["，", "。", "、", "；", "：", "）", "”", "》", ",", ".", ")", ";"]
    let opening: Set<Character> = ["（", "“", "《", "("]
    for character in text {
      let isWide = character.unicodeScalars.contains { DisplayWidth.cells($0) == 2 }
      if isWide, !word.isEmpty, !closing.contains(character),
        !(word.last.map(opening.contains) ?? false)
      {
        words.append(word)
        word = ""
      }
      word.append(character)
      if character == " " || (isWide && !opening.contains(character)) {
        if character == " " {
          words.append(word)
          word = ""
        }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func cut(
    _ text: String, _ limit: Int, _ measure: Measure
  ) -> (String, String)? {
    var head = ""
    var used = 0
    for (offset, character) in text.enumerated() {
      let cells = measure.width(String(character))
      if used + cells > limit, offset > 0 {
        return (head, String(text.dropFirst(offset)))
      }
      head.append(character)
      used += cells
    }
    return nil
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Self.width(text)))
  }
}

extension String {
  var trimmingBlanks: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
