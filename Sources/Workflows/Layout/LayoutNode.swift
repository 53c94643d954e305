/// A file as a tree that keeps what the model forgets: comments, blank lines, quotes, braces.
struct LayoutNode {
  enum Content {
    case scalar(LayoutScalar)
    case collection(LayoutCollection)
  }

  var content: Content
  /// Where it is written: indices of characters; of a block without its trailing lines.
  var range: Range<Int>

  var collection: LayoutCollection? {
    if case .collection(let collection) = content { collection } else { nil }
  }

  /// Whether a comment or a blank line inside forbids to write it on one line.
  var holdsRemarks: Bool {
    guard let collection else { return false }
    return !collection.tail.isEmpty || collection.opening != nil
      || collection.entries.contains { $0.hasRemarks || $0.value.holdsRemarks }
  }
}

/// A text with the way it is written.
struct LayoutScalar {
  var text: String
  var style: YAMLNode.Style
  /// The header and the lines of a block text, without their indentation; nil when it has to be
  /// written in quotes to keep its meaning at another indentation.
  var block: (header: String, lines: [String])?
}

/// A list or a mapping.
struct LayoutCollection {
  var isMapping: Bool
  /// Whether it is written in brackets or braces.
  var isFlow: Bool
  /// The column of its entries in the file, from 0; of a list that of its dashes.
  var column: Int
  var entries: [LayoutEntry]
  /// A comment behind the opening bracket.
  var opening: String?
  /// The comments after the last entry.
  var tail: [LayoutComment] = []
}

/// A key with its value, or an item of a list.
struct LayoutEntry {
  /// Where it begins.
  var start: Int
  var key: LayoutNode?
  var value: LayoutNode
  /// The comments on lines of their own before it.
  var leading: [LayoutComment] = []
  /// Whether a blank line stands directly before it.
  var isAfterBlank = false
  /// The comment behind `key:` when the value begins on a later line.
  var head: String?
  /// The comment behind its value.
  var trailing: String?

  var hasRemarks: Bool { !leading.isEmpty || isAfterBlank || head != nil || trailing != nil }
}

/// A comment on a line of its own.
struct LayoutComment {
  var text: String
  var isAfterBlank: Bool
}
