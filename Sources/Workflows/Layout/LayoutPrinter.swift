/// Writes a tree in the one layout: two blanks a level, braces where an author used them and they
/// fit, tables aligned, comments kept.
struct LayoutPrinter {
  /// The widest line in cells, where it can be broken at all; two languages need the room.
  static let width = 120

  /// A comment that would stand further than this behind its line stays at the line.
  private static let farthestComment = 24

  /// A line and the comment behind it.
  struct Line {
    var text: String
    var comment: String?
  }

  private(set) var lines: [Line] = []

  static func print(_ root: LayoutNode) -> String {
    var printer = LayoutPrinter()
    switch root.content {
    case .scalar(let scalar): printer.lines.append(Line(text: ScalarText.written(scalar)))
    case .collection(let collection):
      if collection.entries.isEmpty { printer.lines.append(Line(text: FlowText.written(root))) }
      printer.block(collection, indent: 0, path: [])
    }
    return printer.text
  }

  /// The lines; the comments behind lines of one paragraph and indentation stand under one another.
  private var text: String {
    var out: [String] = []
    var start = 0
    while start < lines.count {
      let indent = Self.indent(of: lines[start].text)
      var end = start + 1
      while end < lines.count, indent != nil, Self.indent(of: lines[end].text) == indent {
        end += 1
      }
      let noted = lines[start..<end].filter { $0.comment != nil }
      let column = noted.map { ScalarText.cells($0.text) }.max() ?? 0
      out += lines[start..<end].map { line in
        let isFar = column - ScalarText.cells(line.text) > Self.farthestComment
        return line.comment.map {
          Self.padded(line.text, to: isFar ? 0 : column) + "  " + $0
        } ?? line.text
      }
      start = end
    }
    while out.first == "" { out.removeFirst() }
    return out.joined(separator: "\n") + "\n"
  }

  /// The indentation of a line with an entry; nil of an empty line and of a comment.
  private static func indent(of line: String) -> Int? {
    let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    return line.isEmpty || line.dropFirst(indent).first == "#" ? nil : indent
  }

  static func padded(_ text: String, to column: Int) -> String {
    text + String(repeating: " ", count: max(0, column - ScalarText.cells(text)))
  }

  private mutating func remark(_ comment: LayoutComment, indent: Int) {
    if comment.isAfterBlank { blank() }
    lines.append(Line(text: Self.blanks(indent) + comment.text))
  }

  private mutating func blank() {
    if let last = lines.last, last.text != "" { lines.append(Line(text: "")) }
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// A collection, an entry a line.
  mutating func block(_ collection: LayoutCollection, indent: Int, path: [String]) {
    let table = LayoutTable.aligned(collection, indent: indent, path: path)
    for (index, entry) in collection.entries.enumerated() {
      for comment in entry.leading { remark(comment, indent: indent) }
      if entry.isAfterBlank { blank() }
      if let key = entry.key {
        // A mapping that the table has no room for is opened.
        let column = entry.value.collection?.isMapping == true ? table?.column : nil
        let isOpened = column != nil && table?.entries.contains(index) == false
        pair(key, entry, indent: indent, column: isOpened ? nil : column, isOpened, path)
      } else {
        item(entry, indent: indent, path: path)
      }
    }
    for comment in collection.tail { remark(comment, indent: indent) }
  }

  private mutating func pair(
    _ key: LayoutNode, _ entry: LayoutEntry, indent: Int, column: Int?, _ isOpened: Bool,
    _ path: [String]
  ) {
    let name = FlowText.written(key)
    let start = Self.blanks(indent) + name + ":"
    let step = path + [name]
    switch entry.value.content {
    case .scalar(let scalar):
      self.scalar(scalar, after: start, entry, indent: indent)
    case .collection(let collection):
      let begin = Self.padded(start + " ", to: column ?? 0)
      if !isOpened, let line = FlowText.line(entry.value, after: begin) {
        lines.append(Line(text: begin + line, comment: entry.trailing))
      } else if let wrapped = FlowText.wrapped(entry.value, after: begin) {
        lines += wrapped.map { Line(text: $0) }
        lines[lines.count - 1].comment = entry.trailing
      } else {
        lines.append(Line(text: start, comment: entry.head ?? collection.opening))
        opened(entry, collection, indent: indent + 2, path: step)
      }
    }
  }

  /// The entries of a value that begins on a new line, and what stood behind it.
  private mutating func opened(
    _ entry: LayoutEntry, _ collection: LayoutCollection, indent: Int, path: [String]
  ) {
    var collection = collection
    if let opening = collection.opening, entry.head != nil {
      collection.entries[0].leading.insert(
        LayoutComment(text: opening, isAfterBlank: false), at: 0)
    }
    if let trailing = entry.trailing {
      collection.tail.append(LayoutComment(text: trailing, isAfterBlank: false))
    }
    block(collection, indent: indent, path: path)
  }

  private mutating func scalar(
    _ scalar: LayoutScalar, after start: String, _ entry: LayoutEntry, indent: Int
  ) {
    if scalar.style == .block, let block = scalar.block {
      lines.append(Line(text: start + " " + block.header))
      for line in block.lines {
        lines.append(Line(text: line.isEmpty ? "" : Self.blanks(indent + 2) + line))
      }
      return
    }
    let text = ScalarText.written(scalar)
    lines.append(
      Line(text: text.isEmpty ? start : start + " " + text, comment: entry.trailing))
  }

  private mutating func item(_ entry: LayoutEntry, indent: Int, path: [String]) {
    let start = Self.blanks(indent) + "-"
    switch entry.value.content {
    case .scalar(let scalar):
      self.scalar(scalar, after: start, entry, indent: indent)
    case .collection(let collection):
      if let line = FlowText.line(entry.value, after: start + " ") {
        lines.append(Line(text: start + " " + line, comment: entry.trailing))
        return
      }
      if let wrapped = FlowText.wrapped(entry.value, after: start + " ") {
        lines += wrapped.map { Line(text: $0) }
        lines[lines.count - 1].comment = entry.trailing
        return
      }
      var rest = collection
      for comment in Self.hoisted(&rest) { remark(comment, indent: indent) }
      let place = lines.count
      opened(entry, rest, indent: indent + 2, path: path + ["-"])
      lines[place].text = start + lines[place].text.dropFirst(indent + 1)
    }
  }

  /// Takes out the comments that would come between a dash and what stands behind it.
  private static func hoisted(_ collection: inout LayoutCollection) -> [LayoutComment] {
    var found: [LayoutComment] = []
    if let opening = collection.opening {
      found.append(LayoutComment(text: opening, isAfterBlank: false))
      collection.opening = nil
    }
    guard !collection.entries.isEmpty else { return found }
    found += collection.entries[0].leading
    collection.entries[0].leading = []
    collection.entries[0].isAfterBlank = false
    if collection.entries[0].key == nil,
      case .collection(var inner) = collection.entries[0].value.content
    {
      found += hoisted(&inner)
      collection.entries[0].value.content = .collection(inner)
    }
    return found
  }
}
