/// Reads the tree of a file that the composer has accepted.
struct LayoutReader {
  private let text: SourceText
  private let events: EventStream
  /// The ranges in which a `#` is no comment, in order.
  private(set) var scalars: [Range<Int>] = []
  /// Where what was read last ends.
  private var lastEnd = 0

  private init(_ text: SourceText, _ events: EventStream) {
    self.text = text
    self.events = events
  }

  /// The tree with its comments; nil when the file cannot be read after all.
  static func read(_ text: SourceText) -> (root: LayoutNode, comments: [String])? {
    text.bytes.withUnsafeBufferPointer { buffer in
      var reader = LayoutReader(text, EventStream(buffer))
      guard var root = try? reader.document() else { return nil }
      var remarks = Remarks(text, outside: reader.scalars)
      remarks.attach(to: &root)
      return (root, remarks.texts)
    }
  }

  private mutating func document() throws(EventStream.Failure) -> LayoutNode {
    _ = try events.next()
    _ = try events.next()
    return try node(try events.next())
  }

  private mutating func node(
    _ event: EventStream.Event
  ) throws(EventStream.Failure) -> LayoutNode {
    switch event.kind {
    case .sequenceStart: return try sequence(event)
    case .mappingStart: return try mapping(event)
    case .scalar(let style): return scalar(event, style)
    default: return scalar(event, .plain)
    }
  }

  private mutating func scalar(_ event: EventStream.Event, _ style: YAMLNode.Style) -> LayoutNode {
    scalars.append(event.range)
    var range = event.range
    var scalar = LayoutScalar(text: event.text, style: style)
    if style == .block {
      range = range.lowerBound..<lastSign(of: range)
      scalar.block = BlockText.read(event.text, at: range, in: text)
    }
    lastEnd = max(lastEnd, range.upperBound)
    return LayoutNode(content: .scalar(scalar), range: range)
  }

  /// The index after the last character of `range` that is not blank.
  private func lastSign(of range: Range<Int>) -> Int {
    var end = min(range.upperBound, text.scalars.count)
    while end > range.lowerBound + 1, Remarks.isBlank(text.scalars[end - 1]) { end -= 1 }
    return end
  }

  private mutating func sequence(
    _ start: EventStream.Event
  ) throws(EventStream.Failure) -> LayoutNode {
    if start.isFlow { lastEnd = start.range.lowerBound + 1 }
    var entries: [LayoutEntry] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind {
        return collection(entries, isMapping: false, start, event)
      }
      let dash = start.isFlow ? event.range.lowerBound : dash(from: lastEnd)
      if !start.isFlow { lastEnd = dash + 1 }
      entries.append(LayoutEntry(start: dash, key: nil, value: try node(event)))
    }
  }

  private mutating func mapping(
    _ start: EventStream.Event
  ) throws(EventStream.Failure) -> LayoutNode {
    if start.isFlow { lastEnd = start.range.lowerBound + 1 }
    var entries: [LayoutEntry] = []
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind {
        return collection(entries, isMapping: true, start, event)
      }
      let key = try node(event)
      let value = try node(try events.next())
      entries.append(LayoutEntry(start: event.range.lowerBound, key: key, value: value))
    }
  }

  private mutating func collection(
    _ entries: [LayoutEntry], isMapping: Bool, _ start: EventStream.Event,
    _ end: EventStream.Event
  ) -> LayoutNode {
    if start.isFlow { lastEnd = end.range.upperBound }
    let first = entries.first?.start ?? start.range.lowerBound
    let content = LayoutCollection(
      isMapping: isMapping, isFlow: start.isFlow, column: text.position(of: first).column - 1,
      entries: entries)
    let begin = start.isFlow ? start.range.lowerBound : first
    return LayoutNode(content: .collection(content), range: begin..<max(begin, lastEnd))
  }

  /// The next dash outside comments.
  private func dash(from start: Int) -> Int {
    var index = start
    while index < text.scalars.count {
      switch text.scalars[index] {
      case "-": return index
      case "#":
        while index < text.scalars.count, text.scalars[index] != "\n" { index += 1 }
      default: index += 1
      }
    }
    return start
  }
}

/// The lines of a text after `|` or `>`, which keep their breaks where all else is written anew.
enum BlockText {
  /// Nil when the header names an indentation or keeps empty lines at the end.
  static func read(
    _ value: String, at range: Range<Int>, in text: SourceText
  ) -> (header: String, lines: [String])? {
    let first = text.position(of: range.lowerBound).line
    let last = text.position(of: max(range.lowerBound, range.upperBound - 1)).line
    let header = Remarks.string(text.scalars[range.lowerBound..<lineEnd(first, text)])
    let marks = header.prefix { $0 != " " && $0 != "#" }
    guard marks.dropFirst().allSatisfy({ $0 == "-" }), !value.isEmpty, last > first else {
      return nil
    }
    let lines = ((first + 1)...last).map { Array(text.line($0)) }
    let filled = lines.filter { !$0.allSatisfy { $0 == " " } }
    guard let indent = filled.first.map({ $0.prefix { $0 == " " }.count }), indent > 0 else {
      return nil
    }
    return (
      String(marks) + comment(in: header),
      lines.map { Remarks.string($0.dropFirst(min(indent, $0.prefix { $0 == " " }.count))) }
    )
  }

  private static func comment(in header: String) -> String {
    guard let start = header.firstIndex(of: "#") else { return "" }
    var text = header[start...]
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return "  " + text
  }

  private static func lineEnd(_ line: Int, _ text: SourceText) -> Int { text.line(line).endIndex }
}
