internal import Glibc

/// libxml2's streaming reader over a log's text: the only owner of its memory.
///
/// Nothing is loaded, no entity is expanded, and no network is used: `xmlReaderForIO` with
/// `XML_PARSE_NONET` and without `XML_PARSE_NOENT` and `XML_PARSE_DTDLOAD`. A document type
/// declaration is refused by `EventLogReader`.
final class XMLCursor {
  private let library: LibXML2
  private let reader: LibXML2.Reader
  let input: LogInput
  /// What libxml2 found wrong last, with the line.
  private var mistake: (text: String, line: Int)?
  /// The line of the latest text between tags. A node's own line stops at 65,535, so beyond that
  /// the line of the blank text before it is taken.
  private var textLine = 1
  /// The present tag's name without its prefix; nil for anything else.
  private var tagName: LibXML2.Text?

  init?(_ input: LogInput, _ library: LibXML2) {
    self.input = input
    self.library = library
    let reader = library.readerForIO(
      { context, buffer, length in
        guard let context, let buffer, length > 0 else { return -1 }
        let input = Unmanaged<LogInput>.fromOpaque(context).takeUnretainedValue()
        let target = UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))
        return input.read(into: target).map(Int32.init) ?? -1
      }, { _ in 0 }, Unmanaged.passUnretained(input).toOpaque(), nil, nil, LibXML2.options)
    guard let reader else { return nil }
    self.reader = reader
    library.setErrorHandler(
      reader,
      { context, message, severity, _ in
        guard let context, severity >= LibXML2.severityError else { return }
        let cursor = Unmanaged<XMLCursor>.fromOpaque(context).takeUnretainedValue()
        let text = message.map { String(cString: $0) } ?? ""
        cursor.mistake = (text, Int(cursor.library.parserLine(cursor.reader)))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { library.free(reader) }

  /// A piece of the document.
  enum Piece {
    case startTag, endTag, text, documentType, other
  }

  /// The text cannot be read on; the reason is in `failure`.
  struct Stopped: Error {}

  /// Moves to the next piece; nil at the end of the document.
  func next() throws(Stopped) -> Piece? {
    while true {
      tagName = nil
      let state = library.read(reader)
      guard state == 1 else {
        if state == 0, input.failure == nil { return nil }
        throw Stopped()
      }
      switch LibXML2.NodeType(rawValue: library.nodeType(reader)) {
      case .element:
        tagName = library.localName(reader)
        return .startTag
      case .endElement: return .endTag
      case .whitespace, .significantWhitespace:
        if let node { textLine = max(textLine, library.lineOfNode(node)) }
      case .text, .cdata: return .text
      case .documentType: return .documentType
      case nil: return .other
      }
    }
  }

  /// Why `next` stopped, with the line.
  var failure: (problem: EventLogError.Problem, line: Int?) {
    if let problem = input.failure {
      if case .unreadable = problem { return (problem, nil) }
      return (problem, Int(library.parserLine(reader)))
    }
    if input.count == 0 { return (.empty, nil) }
    let text = mistake?.text ?? ""
    return (.malformed(Self.oneLine(text)), mistake?.line ?? line)
  }

  private static func oneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "the text ends where a tag was expected" : words
  }

  private var node: LibXML2.Node? { library.currentNode(reader) }

  /// The tags around the present piece.
  var depth: Int { Int(library.depth(reader)) }

  /// Whether the tag is closed in itself: `<event/>`.
  var isEmptyElement: Bool { library.isEmptyElement(reader) == 1 }

  /// The line of the present tag.
  var line: Int {
    guard let node else { return textLine }
    let line = library.lineOfNode(node)
    return line > 0 && line < UInt16.max ? line : textLine
  }

  /// The tag's name without its prefix.
  var name: String { tagName.map { String(cString: $0) } ?? "" }

  /// Whether the tag's name without its prefix is `name`.
  func isNamed(_ name: StaticString) -> Bool {
    tagName.map { Self.areEqual($0, name) } ?? false
  }

  /// Hands the bytes of the present tag's `name="…"` to `body`; they are libxml2's own.
  func withAttribute<Result>(
    _ name: StaticString, _ body: (UnsafePointer<UInt8>?) -> Result
  ) -> Result {
    var state = library.moveToFirstAttribute(reader)
    // The reader stands on the attribute, where its value is good, until it is moved back.
    defer { _ = library.moveToElement(reader) }
    while state == 1 {
      // The name with its prefix: an attribute of another namespace is not the log's.
      if let found = library.name(reader), Self.areEqual(found, name) {
        return body(library.value(reader))
      }
      state = library.moveToNextAttribute(reader)
    }
    return body(nil)
  }

  private static func areEqual(_ text: LibXML2.Text, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { strcmp(text, $0.baseAddress ?? text) == 0 }
  }
}
