/// The comments and blank lines of a file, handed to the entries they stand at.
struct Remarks {
  /// A comment with its place.
  private struct Comment {
    var text: String
    var index: Int
    var line: Int
    /// From 0.
    var column: Int
    var isAlone: Bool
  }

  private let text: SourceText
  private var comments: [Comment] = []
  private var next = 0

  /// The comments of `text` outside its scalars.
  init(_ text: SourceText, outside scalars: [Range<Int>]) {
    self.text = text
    var index = 0
    for scalar in scalars.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      collect(from: index, to: scalar.lowerBound)
      index = max(index, scalar.upperBound)
    }
    collect(from: index, to: text.scalars.count)
  }

  /// The texts of all comments, in the order of the file.
  var texts: [String] { comments.map(\.text) }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private mutating func collect(from start: Int, to end: Int) {
    var index = start
    while index < end {
      guard text.scalars[index] == "#" else {
        index += 1
        continue
      }
      let (line, column) = text.position(of: index)
      let signs = text.line(line)
      var words = Array(text.scalars[index..<signs.endIndex])
      while let last = words.last, Self.isBlank(last) { words.removeLast() }
      comments.append(
        Comment(
          text: Self.string(words), index: index, line: line, column: column - 1,
          isAlone: signs.prefix(column - 1).allSatisfy(Self.isBlank)))
      index = signs.endIndex
    }
  }

  /// Hands every comment to its place in `root`.
  mutating func attach(to root: inout LayoutNode) {
    attach(to: &root, upTo: text.scalars.count, next: -1)
    guard case .collection(var collection) = root.content else { return }
    collection.tail += rest(before: text.scalars.count + 1)
    root.content = .collection(collection)
  }

  /// - Parameters:
  ///   - limit: where the next entry around this node begins.
  ///   - outer: the column of that entry; a comment further right belongs to this node.
  private mutating func attach(to node: inout LayoutNode, upTo limit: Int, next outer: Int) {
    guard case .collection(var collection) = node.content else { return }
    if collection.isFlow, let comment = peek(before: node.range.upperBound),
      comment.line == line(node.range.lowerBound),
      collection.entries.first.map({ line($0.start) > comment.line }) ?? true
    {
      collection.opening = take()
    }
    for index in collection.entries.indices {
      let follower = index + 1 < collection.entries.count ? collection.entries[index + 1] : nil
      attach(
        to: &collection.entries[index],
        upTo: follower?.start ?? (collection.isFlow ? node.range.upperBound : limit),
        next: follower == nil ? outer : collection.column)
    }
    while let comment = peek(before: collection.isFlow ? node.range.upperBound : limit),
      collection.isFlow || (comment.column >= collection.column && comment.column > outer)
    {
      collection.tail.append(alone(comment))
      next += 1
    }
    node.content = .collection(collection)
  }

  private mutating func attach(to entry: inout LayoutEntry, upTo limit: Int, next outer: Int) {
    entry.leading = rest(before: entry.start)
    entry.isAfterBlank = isFirstAfterBlank(entry.start)
    let first = entry.value.range.lowerBound
    let isBlock = entry.value.collection.map { !$0.isFlow } ?? false
    if isBlock, let key = entry.key, let comment = peek(before: first),
      comment.line == line(key.range.upperBound - 1), line(first) > comment.line
    {
      entry.head = take()
    }
    if !isBlock || entry.key == nil { entry.leading += rest(before: first) }
    attach(to: &entry.value, upTo: limit, next: outer)
    if case .collection(var empty) = entry.value.content, empty.entries.isEmpty {
      // Nothing stands between its brackets that could carry a comment.
      if let opening = empty.opening {
        entry.leading.append(LayoutComment(text: opening, isAfterBlank: false))
      }
      entry.leading += empty.tail
      (empty.opening, empty.tail) = (nil, [])
      entry.value.content = .collection(empty)
    }
    if let comment = peek(before: limit), !comment.isAlone,
      comment.line == line(max(entry.start, entry.value.range.upperBound - 1))
    {
      entry.trailing = take()
    }
  }

  private func peek(before index: Int) -> Comment? {
    next < comments.count && comments[next].index < index ? comments[next] : nil
  }

  private mutating func take() -> String {
    next += 1
    return comments[next - 1].text
  }

  private mutating func rest(before index: Int) -> [LayoutComment] {
    var found: [LayoutComment] = []
    while let comment = peek(before: index) {
      found.append(alone(comment))
      next += 1
    }
    return found
  }

  private func alone(_ comment: Comment) -> LayoutComment {
    LayoutComment(
      text: comment.text, isAfterBlank: comment.isAlone && isBlankLine(comment.line - 1))
  }

  private func line(_ index: Int) -> Int { text.position(of: max(0, index)).line }

  private func isFirstAfterBlank(_ index: Int) -> Bool {
    let (line, column) = text.position(of: index)
    return isBlankLine(line - 1) && text.line(line).prefix(column - 1).allSatisfy(Self.isBlank)
  }

  private func isBlankLine(_ number: Int) -> Bool {
    number > 0 && text.line(number).allSatisfy(Self.isBlank)
  }
}
