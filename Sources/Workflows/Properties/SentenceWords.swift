/// The words of a sentence with their places, so that a mistake is reported at the word.
struct SentenceWords {
  /// One word, or a comma.
  struct Word {
    var text: String
    /// Where it starts in the sentence, in UTF-8 bytes.
    var offset: Int
  }

  let source: String
  let words: [Word]

  init(_ source: String) {
    self.source = source
    var words: [Word] = []
    var current: [UInt8] = []
    var start = 0
    func end() {
      guard !current.isEmpty else { return }
      words.append(Word(text: String(decoding: current, as: UTF8.self), offset: start))
      current = []
    }
    for (offset, byte) in source.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): end()
      case UInt8(ascii: ","):
        end()
        words.append(Word(text: ",", offset: offset))
      default:
        if current.isEmpty { start = offset }
        current.append(byte)
      }
    }
    end()
    self.words = words
  }

  /// The words in the gaps of a pattern such as `every path to _ passes _`; nil when it does not fit.
  /// A pattern that ends in `…` leaves the rest of the words to the reader.
  func gaps(in pattern: String) -> (words: [Word], rest: ArraySlice<Word>)? {
    var gaps: [Word] = []
    var rest = words[...]
    for part in pattern.split(separator: " ") {
      if part == "…" { return (gaps, rest) }
      guard let word = rest.popFirst(), part == "_" ? word.text != "," : word.text == part else {
        return nil
      }
      if part == "_" { gaps.append(word) }
    }
    return rest.isEmpty ? (gaps, rest) : nil
  }
}
