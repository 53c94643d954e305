extension Reading {
  /// A map of texts by language.
  ///
  /// - Parameter languages: those the file is written in; each that is missing is a warning.
  func label(_ node: YAMLNode, languages: [String] = []) -> Label {
    guard let pairs = mapping(node) else { return Label() }
    var texts: [Label.Text] = []
    for (key, value) in pairs {
      guard let language = text(key) else { continue }
      guard Self.isLanguage(language) else {
        report(.badLanguage, at: key.location, language)
        continue
      }
      if let text = text(value) { texts.append(.init(language: language, text: text)) }
    }
    if pairs.isEmpty { report(.emptyText, at: node.location) }
    for language in languages where node[language] == nil && !pairs.isEmpty {
      report(.missingTranslation, at: pairs[0].key.location, language)
    }
    return Label(texts)
  }

  /// The shape of a BCP 47 tag: a language of two or three letters, then subtags.
  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.utf8.count)
        && part.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
        }
    }
  }

  /// A mapping of names to labels, such as `roles:`.
  func namedLabels(_ node: YAMLNode, languages: [String]) -> [NamedLabel] {
    (mapping(node) ?? []).compactMap { key, value in
      guard let name = name(key) else { return nil }
      return NamedLabel(
        name: name, label: optionalLabel(value, languages: languages), location: key.location)
    }
  }

  /// A label, or nothing after the colon.
  func optionalLabel(_ node: YAMLNode?, languages: [String]) -> Label {
    guard let node, !node.isBroken, !Self.isNothing(node) else { return Label() }
    return label(node, languages: languages)
  }

  /// Whether nothing stands after the colon, or `{}`.
  static func isNothing(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar(let text, .plain): text.isEmpty
    case .mapping(let pairs): pairs.isEmpty
    default: false
    }
  }
}
