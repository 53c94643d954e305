/// A mapping whose keys were compared with those it may have.
struct Fields {
  let node: YAMLNode
  /// What messages call it: the path of keys, such as `actions.submit`.
  let place: String

  subscript(key: String) -> YAMLNode? {
    guard let value = node[key], !value.isBroken else { return nil }
    return value
  }

  /// Where the key itself is written.
  func keyLocation(_ key: String) -> SourceLocation {
    node.pairs?.first { $0.key.text == key }?.key.location ?? node.location
  }

  /// Whether the key stands there, even with a value that was refused.
  func has(_ key: String) -> Bool { node[key] != nil }
}

extension Reading {
  /// A mapping with these keys and no others.
  ///
  /// - Parameters:
  ///   - place: what messages call it.
  ///   - location: where a missing key is reported; the mapping's own place when nil.
  func fields(
    _ node: YAMLNode, _ place: String, keys: [String], required: [String] = [],
    at location: SourceLocation? = nil
  ) -> Fields? {
    guard let pairs = mapping(node) else { return nil }
    for (key, _) in pairs {
      guard let name = key.text, !keys.contains(name) else { continue }
      report(
        .unknownKey, at: key.location, name, place, NearestName.of(name, in: keys) ?? "",
        keys.joined(separator: ", "))
    }
    for key in required where node[key] == nil {
      report(.missingKey, at: location ?? node.location, key, place)
    }
    return Fields(node: node, place: place)
  }

  /// The pairs of a mapping.
  func mapping(_ node: YAMLNode) -> [(key: YAMLNode, value: YAMLNode)]? {
    if node.isBroken { return nil }
    if let pairs = node.pairs { return pairs }
    wrongShape(node, "keys with values")
    return nil
  }

  /// The items of a list.
  func list(_ node: YAMLNode) -> [YAMLNode]? {
    if node.isBroken { return nil }
    if let items = node.items { return items.filter { !$0.isBroken } }
    wrongShape(node, "a list")
    return nil
  }

  /// The items of a list, or the one item that stands for it.
  func oneOrMore(_ node: YAMLNode) -> [YAMLNode]? {
    if node.isBroken { return nil }
    return node.items?.filter { !$0.isBroken } ?? [node]
  }

  /// The text of a scalar that is not empty.
  func text(_ node: YAMLNode) -> String? {
    if node.isBroken { return nil }
    guard let text = node.text else {
      wrongShape(node, "a text")
      return nil
    }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      report(.emptyText, at: node.location)
      return nil
    }
    return text
  }

  func wrongShape(_ node: YAMLNode, _ wanted: String) {
    let found =
      switch node.content {
      case .scalar("", .plain): "nothing"
      case .scalar: "a text"
      case .sequence: "a list"
      case .mapping: "keys with values"
      }
    report(.wrongShape, at: node.location, wanted, found)
  }

  /// A name: a small letter, then small letters, digits and `_`, at most 60.
  func name(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    guard Self.isName(text) else {
      report(.badName, at: node.location, text)
      return nil
    }
    // Words that CEL keeps for itself could not be read in a guard.
    guard !Self.reservedNames.contains(text) else {
      report(.reservedName, at: node.location, text)
      return nil
    }
    return text
  }

  /// Words that mean something of their own where a name could stand.
  static let reservedNames = [
    "true", "false", "null", "in", "new", "phase", "otherwise", "reserved",
  ]

  static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
      bytes.count <= 60
    else { return false }
    return bytes.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  /// One of a closed list of words.
  func word(_ node: YAMLNode, of words: [String]) -> String? {
    guard let text = text(node) else { return nil }
    if words.contains(text) { return text }
    report(
      .unknownWord, at: node.location,
      [text, NearestName.of(text, in: words) ?? "", words.joined(separator: ", ")])
    return nil
  }

  /// `true` or `false`, without quotes.
  func bool(_ node: YAMLNode) -> Bool? {
    switch node.content {
    case .scalar("true", .plain): return true
    case .scalar("false", .plain): return false
    default:
      if node.isBroken { return nil }
      report(
        .unknownWord, at: node.location, node.text ?? "", "", "true, false")
      return nil
    }
  }
}
