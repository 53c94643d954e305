/// The words of a command line, sorted into options and arguments by their look alone.
///
/// Whoever reads it takes out what it knows. What is left over, or looks unusual, is for the
/// argument parser, which also words every mistake.
struct ShortLine {
  private var words: ArraySlice<String>
  private var values: [(name: String, value: String)] = []
  private var flags: [String] = []

  /// Nil for `--`, for an option without a value and for a value that begins with a dash.
  init?(_ line: some Sequence<String>, flags known: Set<String>) {
    var plain: [String] = []
    var rest = Array(line)[...]
    while let word = rest.popFirst() {
      guard word.utf8.first == UInt8(ascii: "-") else {
        plain.append(word)
        continue
      }
      if known.contains(word) {
        flags.append(word)
      } else if word == "--" {
        return nil
      } else if word.hasPrefix("--"), let mark = word.firstIndex(of: "=") {
        values.append((String(word[..<mark]), String(word[word.index(after: mark)...])))
      } else if let value = rest.popFirst(), value.utf8.first != UInt8(ascii: "-") {
        values.append((word, value))
      } else {
        return nil
      }
    }
    words = plain[...]
  }

  /// The next argument.
  mutating func word() -> String? { words.popFirst() }

  /// The value of an option that is given at most once.
  mutating func value(_ names: String...) -> String? {
    guard let index = values.firstIndex(where: { names.contains($0.name) }) else { return nil }
    return values.remove(at: index).value
  }

  /// The values of an option in the order given.
  mutating func all(_ name: String) -> [String] {
    defer { values.removeAll { $0.name == name } }
    return values.filter { $0.name == name }.map(\.value)
  }

  /// Whether a flag is given.
  mutating func flag(_ name: String) -> Bool {
    guard let index = flags.firstIndex(of: name) else { return false }
    flags.remove(at: index)
    return true
  }

  /// Whether everything was taken out.
  var isEmpty: Bool { words.isEmpty && values.isEmpty && flags.isEmpty }
}
