internal import CEL

extension WorkflowBuilder {
  /// A checked expression; nil when a mistake in it, or in a fact it reads, was reported.
  func guardExpression(
    _ node: YAMLNode, expecting type: CELType?, in environment: Environment? = nil
  ) -> Guard? {
    if node.isBroken { return nil }
    guard case .scalar(let source, let style) = node.content else {
      reading.wrongShape(node, "an expression, in '…' if it starts with [ or {")
      return nil
    }
    guard let text = reading.text(node), let facts = knownFacts(in: text, of: node) else {
      return nil
    }
    switch CEL.check(source, in: environment ?? self.environment, expecting: type) {
    case .success(let expression):
      return Guard(
        expression: expression, facts: facts, location: node.location, positions: node.positions)
    case .failure(let mistakes):
      if style == .plain, let comment = commentBehind(node) {
        reading.report(.commentInExpression, at: comment)
        return nil
      }
      for mistake in mistakes.diagnostics {
        let location = node.positions.location(
          of: mistake.range.offset, length: mistake.range.length, in: source,
          file: node.location.file)
        reading.report(
          .init(code: mistake.code.rawValue, message: mistake.message, hint: mistake.hint),
          mistake.arguments, at: location)
      }
      return nil
    }
  }

  /// The facts that `source` reads, in the file's order; nil when one of them is unknown or wrong.
  private func knownFacts(in source: String, of node: YAMLNode) -> [String]? {
    var read: Set<String> = []
    var isKnown = true
    for reference in FactReferences.find(in: source) {
      read.insert(reference.name)
      if !names.facts.contains(reference.name) {
        let location = node.positions.location(
          of: reference.offset, length: reference.name.utf8.count, in: source,
          file: node.location.file)
        reading.reportUnknown(.unknownFact, reference.name, at: location, among: names.facts)
        isKnown = false
      } else if !facts.contains(where: { $0.name == reference.name }) {
        isKnown = false
      }
    }
    return isKnown ? names.facts.filter(read.contains) : nil
  }

  /// Where a comment begins on the line of a plain scalar: it may have cut the expression short.
  private func commentBehind(_ node: YAMLNode) -> SourceLocation? {
    let location = node.location
    let line = Array(reading.text.line(location.line))
    var index = location.column - 1 + location.length
    while index < line.count, line[index] == " " || line[index] == "\t" { index += 1 }
    guard index < line.count, line[index] == "#" else { return nil }
    return SourceLocation(file: location.file, line: location.line, column: index + 1)
  }

  /// Reads `facts:`, each after those it reads; reports circles.
  mutating func readFacts() {
    guard let node = root["facts"], let pairs = reading.mapping(node) else { return }
    var pending: [(name: String, key: YAMLNode, value: YAMLNode, needs: [String])] = []
    for (key, value) in pairs {
      guard let name = reading.name(key) else { continue }
      let needs = FactReferences.find(in: value.text ?? "").map(\.name)
      pending.append((name, key, value, needs))
    }
    while !pending.isEmpty {
      let waiting = Set(pending.map(\.name))
      guard let next = pending.firstIndex(where: { waiting.isDisjoint(with: $0.needs) }) else {
        reportCircle(pending.map { ($0.name, $0.key.location, $0.needs) })
        return
      }
      let fact = pending.remove(at: next)
      guard let value = guardExpression(fact.value, expecting: nil) else { continue }
      environment.define("facts.\(fact.name)", as: value.expression)
      facts.append(.init(name: fact.name, value: value, location: fact.key.location))
    }
  }

  /// Follows the first unread need of each fact until one comes again.
  private func reportCircle(_ facts: [(name: String, location: SourceLocation, needs: [String])]) {
    var path: [String] = []
    var current = facts.first
    while let fact = current, !path.contains(fact.name) {
      path.append(fact.name)
      current = facts.first { fact.needs.contains($0.name) }
    }
    guard let first = current, let start = path.firstIndex(of: first.name) else { return }
    let circle = (path[start...] + [first.name]).map { "facts.\($0)" }
    reading.report(.factCycle, at: first.location, circle.joined(separator: " → "))
  }

  /// The texts of messages: what stands in `{{…}}` must be an expression with a plain value.
  func check(_ messages: [NamedLabel]) {
    for (key, value) in root["messages"]?.pairs ?? [] {
      guard messages.contains(where: { $0.location == key.location }) else { continue }
      for (_, text) in value.pairs ?? [] { checkPlaceholders(text) }
    }
  }

  private func checkPlaceholders(_ node: YAMLNode) {
    guard let text = node.text else { return }
    for placeholder in Placeholder.find(in: text) {
      let checked = CEL.check(placeholder.source, in: environment)
      let isPlain = (try? checked.get()).map { Self.isPlain($0.type) } ?? false
      if isPlain && placeholder.isClosed { continue }
      let location = node.positions.location(
        of: placeholder.offset, length: placeholder.source.utf8.count, in: text,
        file: node.location.file)
      reading.report(.badPlaceholder, at: location, placeholder.source)
    }
  }

  /// Whether a value can be shown in a line of text.
  static func isPlain(_ type: CELType) -> Bool {
    switch type {
    case .list, .row, .map, .dyn: false
    default: true
    }
  }
}

/// A place in a message's text that a value of the case fills: `{{money.paid}}`.
struct Placeholder {
  var source: String
  /// Where the source stands in the text, in UTF-8 bytes.
  var offset: Int
  var isClosed: Bool

  static func find(in text: String) -> [Placeholder] {
    let bytes = Array(text.utf8)
    var found: [Placeholder] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      var end = index + 2
      while end < bytes.count, bytes[end] != UInt8(ascii: "}") { end += 1 }
      let isClosed = end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "}")
      found.append(
        Placeholder(
          source: String(decoding: bytes[(index + 2)..<end], as: UTF8.self), offset: index + 2,
          isClosed: isClosed))
      index = end + 1
    }
    return found
  }
}
