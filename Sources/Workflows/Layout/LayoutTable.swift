/// The sections in which every key is a name of the author's: their values stand under one another.
enum LayoutTable {
  private static let sections: [[String]] = [
    ["roles"], ["messages"], ["form"], ["form", "*", "of"], ["documents"], ["states"],
    ["states", "*", "checks"], ["actions"], ["deadlines"], ["hold", "reasons"],
    ["form", "*", "of", "*", "of"], ["holidays"], ["working"],
    ["fields"], ["undecided"],
  ]

  /// The entries whose values stand in braces under one another, and at which column; nil where
  /// nothing is aligned.
  ///
  /// A value that does not fit there gives up its braces, and its key is no longer counted; so the
  /// answer is the same when the file is laid out again.
  static func aligned(
    _ collection: LayoutCollection, indent: Int, path: [String]
  ) -> (column: Int, entries: Set<Int>)? {
    guard collection.isMapping, sections.contains(where: { matches($0, path) }) else { return nil }
    var table = collection.entries.enumerated().compactMap {
      index, entry -> (index: Int, key: Int, value: Int)? in
      guard let key = entry.key, entry.value.collection?.isMapping == true else { return nil }
      let start = LayoutPrinter.blanks(indent) + FlowText.written(key) + ": "
      return FlowText.line(entry.value, after: start).map {
        (index, ScalarText.cells(start), ScalarText.cells($0))
      }
    }
    while let column = table.map(\.key).max() {
      let fitting = table.filter { column + $0.value <= LayoutPrinter.width }
      if fitting.count == table.count { return (column, Set(table.map(\.index))) }
      table = fitting
    }
    return nil
  }

  private static func matches(_ section: [String], _ path: [String]) -> Bool {
    section.count == path.count && zip(section, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
