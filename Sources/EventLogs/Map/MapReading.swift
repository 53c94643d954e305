internal import Workflows

/// Reads values of a map file by what is expected, collecting every mistake.
struct MapReading {
  private let lines: [Substring]
  private(set) var mistakes: [MapMistake] = []

  init(_ bytes: [UInt8]) {
    lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  mutating func report(_ problem: MapMistake.Problem, at location: SourceLocation) {
    let index = location.line - 1
    let line = lines.indices.contains(index) ? String(lines[index]) : ""
    mistakes.append(MapMistake(problem: problem, location: location, line: line))
  }

  /// The values of a mapping by key; unknown and missing keys are reported.
  mutating func keys(
    _ node: YAMLNode, _ name: String, known: [String], required: [String] = []
  ) -> [String: YAMLNode] {
    var found: [String: YAMLNode] = [:]
    for (key, value) in pairs(node) {
      guard let text = key.text else { continue }
      if known.contains(text) {
        found[text] = value
      } else {
        report(.unknownKey(text, inside: name, known: known), at: key.location)
      }
    }
    guard node.pairs != nil else { return found }
    for key in required where found[key] == nil {
      report(.missingKey(key, inside: name), at: node.location)
    }
    return found
  }

  mutating func pairs(_ node: YAMLNode) -> [(key: YAMLNode, value: YAMLNode)] {
    if let pairs = node.pairs { return pairs }
    report(.wrongShape(needed: "name: value"), at: node.location)
    return []
  }

  mutating func text(_ node: YAMLNode) -> String? {
    if let text = node.text, !text.isEmpty { return text }
    report(.wrongShape(needed: "a text"), at: node.location)
    return nil
  }

  mutating func texts(_ node: YAMLNode) -> [String] {
    guard let items = node.items else {
      report(.wrongShape(needed: "a list of texts"), at: node.location)
      return []
    }
    return items.compactMap { text($0) }
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ type: Word.Type
  ) -> Word? where Word.RawValue == String {
    guard let text = text(node) else { return nil }
    if let word = Word(rawValue: text) { return word }
    report(.unknownWord(text, allowed: Word.allCases.map(\.rawValue)), at: node.location)
    return nil
  }

  mutating func number(_ node: YAMLNode, _ least: Int, _ most: Int) -> Int? {
    guard let text = text(node) else { return nil }
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.utf8.count < 4
    if isPlain, let number = Int(text), (least...most).contains(number) { return number }
    report(.badNumber(text, least: least, most: most), at: node.location)
    return nil
  }

  /// A text in one or more languages; a single text counts for English.
  mutating func label(_ node: YAMLNode) -> Label {
    if let text = node.text { return Label([.init(language: "en", text: text)]) }
    return Label(
      pairs(node).compactMap { key, value in
        guard let language = key.text, let text = text(value) else { return nil }
        return Label.Text(language: language, text: text)
      })
  }
}
