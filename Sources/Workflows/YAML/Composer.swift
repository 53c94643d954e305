/// Builds the tree of a file from its events, refusing what the format leaves out of YAML.
///
/// Refused at the event level, before anything is expanded: anchors, aliases, merge keys, tags,
/// directives, second documents, duplicate keys, keys that are not scalars. Depth and number of
/// values are bounded, so that a hostile file costs a diagnostic and nothing else.
struct Composer {
  /// The deepest nesting; the deepest a procedure needs is 7.
  static let maximumDepth = 32
  /// The most values and keys in one file.
  static let maximumValues = 50_000

  private let text: SourceText
  private let events: EventStream
  private var values = 0
  private(set) var diagnostics: [Diagnostic] = []

  /// The reading cannot go on; the reason is among the diagnostics.
  private struct Stopped: Error {}

  private init(_ text: SourceText, _ events: EventStream) {
    self.text = text
    self.events = events
  }

  /// Reads the tree of `text`; nil when it ends early.
  static func compose(_ text: SourceText) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    text.bytes.withUnsafeBufferPointer { buffer in
      var composer = Composer(text, EventStream(buffer))
      let root = composer.document()
      return (root, composer.diagnostics)
    }
  }

  private mutating func document() -> YAMLNode? {
    do throws(Stopped) {
      _ = try next()
      let start = try next()
      guard case .documentStart = start.kind else {
        report(.emptyFile, 0..<1)
        return nil
      }
      // What stands between the stream's and the document's start can only be directives.
      if let directive = directive() { report(.secondDocument, directive) }
      let root = try node(try next(), depth: 0)
      _ = try next()
      let end = try next()
      if case .documentStart = end.kind { report(.secondDocument, end.range) }
      return root
    } catch {
      return nil
    }
  }

  /// A line that starts with `%` before the document.
  private func directive() -> Range<Int>? {
    for number in 1...text.lineStarts.count {
      let line = text.line(number)
      if line.first == "%" { return line.startIndex..<line.endIndex }
      let first = line.first { $0 != " " && $0 != "\t" }
      if let first, first != "#" { return nil }
    }
    return nil
  }

  private mutating func next() throws(Stopped) -> EventStream.Event {
    do throws(EventStream.Failure) {
      return try events.next()
    } catch {
      diagnostics.append(SyntaxMistake.diagnostic(for: error, in: text))
      throw Stopped()
    }
  }

  private mutating func node(_ event: EventStream.Event, depth: Int) throws(Stopped) -> YAMLNode {
    values += 1
    if values > Self.maximumValues {
      report(.tooManyValues, event.range, "\(Self.maximumValues)")
      throw Stopped()
    }
    if depth > Self.maximumDepth {
      report(.tooDeep, event.range, "\(Self.maximumDepth)")
      throw Stopped()
    }
    let isMarked = refuseMarks(event)
    var node: YAMLNode
    switch event.kind {
    case .sequenceStart: node = try sequence(event, depth: depth)
    case .mappingStart: node = try mapping(event, depth: depth)
    case .scalar(let style): node = scalar(event, style)
    default:
      report(.anchor, event.range, written(event.range))
      node = scalar(event, .plain)
      node.isBroken = true
    }
    node.isBroken = node.isBroken || isMarked
    return node
  }

  /// Reports an anchor or a tag; true when there is one.
  private mutating func refuseMarks(_ event: EventStream.Event) -> Bool {
    guard event.hasAnchor || event.tag != nil else { return false }
    let start = event.range.lowerBound
    let word = start..<wordEnd(from: start)
    guard !event.hasAnchor, let tag = event.tag else {
      report(.anchor, word, written(word))
      return true
    }
    let isExpression: Bool
    if case .scalar = event.kind { isExpression = tag.hasPrefix("!") } else { isExpression = false }
    report(isExpression ? .leadingExclamation : .tag, word, written(word))
    return true
  }

  private mutating func scalar(_ event: EventStream.Event, _ style: YAMLNode.Style) -> YAMLNode {
    var node = YAMLNode(
      content: .scalar(event.text, style: style), location: text.location(event.range),
      positions: ScalarAlignment.positions(
        of: event.text, style: style, writtenAt: event.range, in: text))
    if style == .plain, Self.isAmbiguous(event.text) {
      report(.ambiguousWord, event.range, event.text)
      node.isBroken = true
    }
    if style == .plain, ["~", "null", "Null", "NULL"].contains(event.text) {
      report(.nullWord, event.range, event.text)
      node.isBroken = true
    }
    return node
  }

  /// The words that YAML 1.1 reads as truth values.
  private static func isAmbiguous(_ text: String) -> Bool {
    guard text.utf8.count <= 3 else { return false }
    return ["on", "off", "yes", "no"].contains(text.lowercased())
  }

  private mutating func sequence(
    _ start: EventStream.Event, depth: Int
  ) throws(Stopped) -> YAMLNode {
    var items: [YAMLNode] = []
    var isCut = false
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { break }
      let item = try node(event, depth: depth + 1)
      if start.isFlow, let last = items.last, isCut || Brackets.isOpen(last) {
        if !isCut {
          reportComma(before: event.range)
          items[items.count - 1].isBroken = true
        }
        isCut = !Brackets.isClosed(item)
        continue
      }
      items.append(item)
    }
    return collection(.sequence(items), start)
  }

  private mutating func mapping(
    _ start: EventStream.Event, depth: Int
  ) throws(Stopped) -> YAMLNode {
    var pairs: [(key: YAMLNode, value: YAMLNode)] = []
    var lines: [String: Int] = [:]
    var isCut = false
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { break }
      let key = try node(event, depth: depth + 1)
      let value = try node(try next(), depth: depth + 1)
      if start.isFlow, let last = pairs.last?.value, isCut || Brackets.isOpen(last) {
        if !isCut {
          reportComma(before: event.range)
          pairs[pairs.count - 1].value.isBroken = true
        }
        isCut = !Brackets.isClosed(key)
        continue
      }
      guard let name = key.text else {
        report(.complexKey, event.range)
        continue
      }
      if key.isBroken { continue }
      if name == "<<" {
        report(.anchor, event.range, name)
      } else if let line = lines[name] {
        report(.duplicateKey, event.range, name, "\(line)")
      } else {
        lines[name] = key.location.line
        pairs.append((key, value))
      }
    }
    return collection(.mapping(pairs), start)
  }

  private func collection(_ content: YAMLNode.Content, _ start: EventStream.Event) -> YAMLNode {
    let location = text.location(start.range.lowerBound..<start.range.lowerBound + 1)
    return YAMLNode(
      content: content, location: location,
      positions: ScalarPositions(
        runs: [.init(index: 0, line: location.line, column: location.column)]))
  }

  /// Reports the comma that ended an expression early; it stands before `range`.
  private mutating func reportComma(before range: Range<Int>) {
    var index = min(range.lowerBound, text.scalars.count) - 1
    while index > 0, text.scalars[index] != "," { index -= 1 }
    report(.commaInBraces, max(0, index)..<max(0, index) + 1)
  }

  /// The index after the word that starts at `start`.
  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < text.scalars.count, !text.scalars[end].properties.isWhitespace { end += 1 }
    return max(end, start + 1)
  }

  private func written(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.scalars[range.clamped(to: 0..<text.scalars.count)].prefix(40))
    return String(view)
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ range: Range<Int>, _ arguments: String...
  ) {
    let location = text.location(range)
    diagnostics.append(
      Diagnostic(
        code: code, location: location, arguments: arguments,
        excerpt: text.excerpt(at: location), guardMistake: nil))
  }
}

/// Whether the brackets of a plain scalar balance: in braces a comma ends a plain scalar, so an
/// expression cut there leaves a bracket open.
enum Brackets {
  static func isOpen(_ node: YAMLNode) -> Bool { balance(node) > 0 }
  static func isClosed(_ node: YAMLNode) -> Bool { balance(node) < 0 }

  private static func balance(_ node: YAMLNode) -> Int {
    guard case .scalar(let text, .plain) = node.content else { return 0 }
    return text.utf8.reduce(0) { sum, byte in
      switch byte {
      case UInt8(ascii: "("): sum + 1
      case UInt8(ascii: ")"): sum - 1
      default: sum
      }
    }
  }
}
