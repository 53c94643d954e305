/// The one layout of workflow files, calendars and maps.
///
/// ```swift
/// if case .laidOut(let bytes) = WorkflowLayout.format(bytes: bytes, file: "grant.yaml") { … }
/// ```
public enum WorkflowLayout {
  /// What became of a file.
  public enum Outcome: Sendable {
    /// The file in the one layout; the same bytes when it was so already.
    case laidOut([UInt8])
    /// The file is not the YAML that is read here: the mistakes, sorted by place.
    case refused([Diagnostic])
    /// Laid out, the file would mean something else or lose a comment, so it is left alone.
    case unsafe
  }

  /// Lays a file out: two blanks a level, one blank line between paragraphs, tables aligned.
  ///
  /// Every comment is kept, and the values, their order and whether they are quoted stay the same:
  /// the result is read again and compared. An expression that YAML cuts short for want of quotes
  /// gets them first.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, at most 1 MiB.
  ///   - file: its name, for messages.
  public static func format(bytes: [UInt8], file: String) -> Outcome {
    let mended = GuardQuotes.mended(bytes, file: file)
    guard let before = Reading.of(mended, file: file) else {
      return .refused(YAMLReader.read(bytes: bytes, file: file).diagnostics)
    }
    let laidOut = Array(LayoutPrinter.print(before.layout).utf8)
    guard let after = Reading.of(laidOut, file: file), same(before.root, after.root),
      before.comments.sorted() == after.comments.sorted()
    else { return .unsafe }
    return .laidOut(laidOut)
  }

  /// A file read twice: for its values, and for its comments and lines.
  private struct Reading {
    var root: YAMLNode
    var layout: LayoutNode
    var comments: [String]

    static func of(_ bytes: [UInt8], file: String) -> Reading? {
      guard let root = YAMLReader.read(bytes: bytes, file: file).root,
        case .success(let text) = SourceText.read(bytes, file: file),
        let (layout, comments) = LayoutReader.read(text)
      else { return nil }
      return Reading(root: root, layout: layout, comments: comments)
    }
  }

  /// Whether two trees have the same values in the same order; a text without quotes is not the
  /// same as one in quotes.
  static func same(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    switch (left.content, right.content) {
    case (.scalar(let a, let style), .scalar(let b, let other)):
      return a.unicodeScalars.elementsEqual(b.unicodeScalars)
        // A text of several lines is neither number nor truth value, with or without quotes.
        && ((style == .plain) == (other == .plain) || a.unicodeScalars.contains("\n"))
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy(same)
    case (.mapping(let a), .mapping(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { same($0.key, $1.key) && same($0.value, $1.value) }
    default: return false
    }
  }
}
