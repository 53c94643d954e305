/// Collections in brackets and braces.
enum FlowText {
  static func written(_ node: LayoutNode) -> String {
    switch node.content {
    case .scalar(let scalar): return ScalarText.written(scalar)
    case .collection(let collection):
      let parts = collection.entries.map { entry in
        let value = written(entry.value)
        guard let key = entry.key else { return value }
        return written(key) + ": " + value
      }
      let inner = parts.joined(separator: ", ")
      return collection.isMapping ? "{\(inner)}" : "[\(inner)]"
    }
  }

  /// The collection on one line, where its author wrote it so and it fits.
  static func line(_ node: LayoutNode, after start: String) -> String? {
    guard let collection = node.collection else { return nil }
    if collection.entries.isEmpty { return written(node) }
    guard mayFlow(node) else { return nil }
    let text = written(node)
    return ScalarText.cells(start) + ScalarText.cells(text) <= LayoutPrinter.width ? text : nil
  }

  private static func mayFlow(_ node: LayoutNode) -> Bool {
    guard let collection = node.collection else { return true }
    return collection.isFlow && !node.holdsRemarks
  }

  /// A list of plain words over several lines, each begun under the first word.
  static func wrapped(_ node: LayoutNode, after start: String) -> [String]? {
    guard let collection = node.collection, !collection.isMapping, mayFlow(node),
      collection.entries.allSatisfy({ $0.value.collection == nil })
    else { return nil }
    let indent = ScalarText.cells(start) + 1
    var lines: [String] = []
    var line = start + "["
    for (index, entry) in collection.entries.enumerated() {
      let isLast = index == collection.entries.count - 1
      let word = written(entry.value) + (isLast ? "]" : ",")
      let room = LayoutPrinter.width - ScalarText.cells(line) - ScalarText.cells(word)
      if index > 0, room < 1 {
        lines.append(line)
        line = LayoutPrinter.blanks(indent) + word
      } else {
        line += (index == 0 ? "" : " ") + word
      }
    }
    return lines + [line]
  }
}
