import Workflows

/// Random numbers from a seed: the same on every machine.
struct LayoutDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// Writes a tree in a random layout: braces or lines, quotes, indentation, comments, blank lines.
struct RandomLayout {
  var dice: LayoutDice
  private(set) var comments: [String] = []

  init(seed: UInt64) { dice = LayoutDice(state: seed) }

  mutating func text(of root: YAMLNode) -> String {
    var out = gap(0)
    out += block(root, indent: 0, isFirst: true)
    return out + gap(0)
  }

  // MARK: Remarks

  private mutating func comment() -> String {
    let text = "# c\(comments.count) " + (dice.happens(30) ? "中文 - {x: 'y" : "words: more")
    comments.append(text)
    return text
  }

  /// Blank lines and comments on lines of their own.
  private mutating func gap(_ indent: Int) -> String {
    var out = ""
    for _ in 0..<dice.below(3) where dice.happens(25) {
      out +=
        dice.happens(50)
        ? "\n" : blanks(dice.happens(80) ? indent : dice.below(indent + 1)) + comment() + "\n"
    }
    return out
  }

  private mutating func lineEnd() -> String {
    dice.happens(12)
      ? blanks(1 + dice.below(5)) + comment() + "\n" : blanks(dice.happens(9) ? 1 : 0) + "\n"
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: Blocks

  private mutating func block(_ node: YAMLNode, indent: Int, isFirst: Bool) -> String {
    var out = ""
    switch node.content {
    case .mapping(let pairs):
      for (index, pair) in pairs.enumerated() {
        if !(isFirst && index == 0) { out += gap(indent) }
        if !(isFirst && index == 0) || indent == 0 { out += blanks(indent) }
        out += flow(pair.key) + (dice.happens(8) ? " :" : ":")
        out += value(pair.value, indent: indent, mayShare: true)
      }
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        if !(isFirst && index == 0) { out += gap(indent) }
        if !(isFirst && index == 0) || indent == 0 { out += blanks(indent) }
        out += "-"
        if !Self.isFlowOnly(item), dice.happens(50), item.pairs != nil {
          let more = 1 + dice.below(4)
          out += blanks(more) + block(item, indent: indent + 1 + more, isFirst: true)
        } else {
          out += value(item, indent: indent, mayShare: false)
        }
      }
    case .scalar: out += flow(node) + "\n"
    }
    return out
  }

  /// What stands behind a key or a dash, up to and with the line's end.
  private mutating func value(_ node: YAMLNode, indent: Int, mayShare: Bool) -> String {
    if case .scalar(let text, let style) = node.content {
      if text.isEmpty, style == .plain { return lineEnd() }
      if style != .plain, dice.happens(20), Self.isBlockText(text) {
        return " |-\n" + blanks(indent + 1 + dice.below(5)) + text + "\n"
      }
      if style == .plain, dice.happens(15), let folded = folded(text, indent: indent + 1) {
        return " " + folded + lineEnd()
      }
      return blanks(1 + dice.below(3)) + flow(node) + lineEnd()
    }
    if Self.isFlowOnly(node) || (Self.mayFlow(node) && dice.happens(45)) {
      return blanks(1 + dice.below(4)) + broken(node, indent: indent + 1) + lineEnd()
    }
    let isList = node.items != nil
    let deeper = mayShare && isList && dice.happens(40) ? 0 : 1 + dice.below(6)
    return lineEnd() + gap(indent + deeper) + blanks(indent + deeper)
      + block(node, indent: indent + deeper, isFirst: true)
  }

  private mutating func folded(_ text: String, indent: Int) -> String? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1, !words.contains(""), !words.contains(where: { $0.hasPrefix("#") }) else {
      return nil
    }
    let place = 1 + dice.below(words.count - 1)
    return words[..<place].joined(separator: " ") + "\n" + blanks(indent + dice.below(4))
      + words[place...].joined(separator: " ")
  }

  // MARK: Braces

  /// In braces over one or more lines.
  private mutating func broken(_ node: YAMLNode, indent: Int) -> String {
    let isOpen = dice.happens(40)
    func parts(_ self: inout Self) -> [String] {
      switch node.content {
      case .mapping(let pairs):
        return pairs.map { pair in
          let inner =
            isOpen ? self.broken(pair.value, indent: indent + 1) : self.flow(pair.value)
          return self.flow(pair.key) + ": " + inner
        }
      case .sequence(let items):
        return items.map { isOpen ? self.broken($0, indent: indent + 1) : self.flow($0) }
      case .scalar: return []
      }
    }
    if case .scalar = node.content { return flow(node) }
    let written = parts(&self)
    let isMapping = node.pairs != nil
    var out = isMapping ? "{" : "["
    for (index, part) in written.enumerated() {
      if isOpen, dice.happens(60) {
        out +=
          (dice.happens(10) ? " " + comment() : "") + "\n" + gap(indent)
          + blanks(indent + dice.below(4))
      }
      out += part
      if index < written.count - 1 { out += ", " } else if isOpen, dice.happens(20) { out += "," }
    }
    if isOpen, dice.happens(40) {
      out += (dice.happens(15) ? " " + comment() : "") + "\n" + blanks(indent)
    }
    return out + (isMapping ? "}" : "]")
  }

  private mutating func flow(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, .plain): return text
    case .scalar(let text, _): return quoted(text)
    case .sequence(let items):
      var parts: [String] = []
      for item in items { parts.append(flow(item)) }
      return "[" + parts.joined(separator: dice.happens(50) ? ", " : " , ") + "]"
    case .mapping(let pairs):
      var parts: [String] = []
      for pair in pairs {
        let value = flow(pair.value)
        parts.append(flow(pair.key) + ": " + value)
      }
      return "{ " + parts.joined(separator: ", ") + "}"
    }
  }

  private mutating func quoted(_ text: String) -> String {
    if dice.happens(50) {
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    var out = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" {
        out += "\\" + String(scalar)
      } else if scalar.value > 0x7F, scalar.value < 0x10000, dice.happens(10) {
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  // MARK: What may stand where

  private static func isFlowOnly(_ node: YAMLNode) -> Bool {
    node.pairs?.isEmpty ?? node.items?.isEmpty ?? false
  }

  private static func mayFlow(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar(let text, .plain): !text.contains { ",[]{}?".contains($0) }
    case .scalar: true
    case .sequence(let items): items.allSatisfy(mayFlow)
    case .mapping(let pairs): pairs.allSatisfy { mayFlow($0.key) && mayFlow($0.value) }
    }
  }

  private static func isBlockText(_ text: String) -> Bool {
    !text.isEmpty && text.first != " " && text.last != " "
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
  }
}

extension YAMLNode {
  /// The values in one line, with which of them stand in quotes: what a layout must not change.
  var canonical: String {
    switch content {
    case .scalar(let text, .plain): "p\(text.unicodeScalars.map(\.value))"
    case .scalar(let text, _): "q\(text.unicodeScalars.map(\.value))"
    case .sequence(let items): "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\($0.key.canonical):\($0.value.canonical)" }.joined(separator: ",") + "}"
    }
  }
}
