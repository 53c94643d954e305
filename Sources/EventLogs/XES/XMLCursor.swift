internal import CLibXML2

/// libxml2's streaming reader over a log's text: the only owner of its memory.
///
/// Nothing is loaded, no entity is expanded, and no network is used: `xmlReaderForIO` with
/// `XML_PARSE_NONET` and without `XML_PARSE_NOENT` and `XML_PARSE_DTDLOAD`. A document type
/// declaration is refused by `EventLogReader`.
final class XMLCursor {
  private let reader: xmlTextReaderPtr
  let input: LogInput
  /// What libxml2 found wrong last, with the line.
  private var mistake: (text: String, line: Int)?
  /// The line of the latest text between tags. A node's own line stops at 65,535, so beyond that
  /// the line of the blank text before it is taken.
  private var textLine = 1

  init?(_ input: LogInput) {
    self.input = input
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue
    let context = Unmanaged.passUnretained(input).toOpaque()
    let reader = xmlReaderForIO(
      { context, buffer, length in
        guard let context, let buffer, length > 0 else { return -1 }
        let input = Unmanaged<LogInput>.fromOpaque(context).takeUnretainedValue()
        let target = UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))
        return input.read(into: target).map(Int32.init) ?? -1
      }, { _ in 0 }, context, nil, nil,
      Int32(bitPattern: UInt32(options) | UInt32(XML_PARSE_BIG_LINES.rawValue)))
    guard let reader else { return nil }
    self.reader = reader
    xmlTextReaderSetStructuredErrorHandler(
      reader,
      { context, error in
        guard let context, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue
        else { return }
        let cursor = Unmanaged<XMLCursor>.fromOpaque(context).takeUnretainedValue()
        let text = error.pointee.message.map { String(cString: $0) } ?? ""
        cursor.mistake = (text, Int(error.pointee.line))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { xmlFreeTextReader(reader) }

  /// A piece of the document.
  enum Piece {
    case startTag, endTag, text, documentType, other
  }

  /// The text cannot be read on; the reason is in `failure`.
  struct Stopped: Error {}

  /// Moves to the next piece; nil at the end of the document.
  func next() throws(Stopped) -> Piece? {
    while true {
      let state = xmlTextReaderRead(reader)
      guard state == 1 else {
        if state == 0, input.failure == nil { return nil }
        throw Stopped()
      }
      switch UInt32(xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT.rawValue: return .startTag
      case XML_READER_TYPE_END_ELEMENT.rawValue: return .endTag
      case XML_READER_TYPE_WHITESPACE.rawValue,
        XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
        if let node { textLine = max(textLine, xmlGetLineNo(node)) }
      case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue: return .text
      case XML_READER_TYPE_DOCUMENT_TYPE.rawValue: return .documentType
      default: return .other
      }
    }
  }

  /// Why `next` stopped, with the line.
  var failure: (problem: EventLogError.Problem, line: Int?) {
    if let problem = input.failure {
      if case .unreadable = problem { return (problem, nil) }
      return (problem, Int(xmlTextReaderGetParserLineNumber(reader)))
    }
    if input.count == 0 { return (.empty, nil) }
    let text = mistake?.text ?? ""
    return (.malformed(Self.oneLine(text)), mistake?.line ?? line)
  }

  private static func oneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "the text ends where a tag was expected" : words
  }

  private var node: xmlNodePtr? { xmlTextReaderCurrentNode(reader) }

  /// The tags around the present piece.
  var depth: Int { Int(xmlTextReaderDepth(reader)) }

  /// Whether the tag is closed in itself: `<event/>`.
  var isEmptyElement: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

  /// The line of the present tag.
  var line: Int {
    guard let node, node.pointee.line > 0, node.pointee.line < UInt16.max else { return textLine }
    return Int(node.pointee.line)
  }

  /// The tag's name without its prefix.
  var name: String { node.map { String(cString: $0.pointee.name) } ?? "" }

  /// Whether the tag's name without its prefix is `name`.
  func isNamed(_ name: StaticString) -> Bool {
    guard let node, let own = node.pointee.name else { return false }
    return name.withUTF8Buffer { xmlStrEqual(own, $0.baseAddress) == 1 }
  }

  /// Hands the bytes of the present tag's `name="…"` to `body`, without a copy where it can.
  func withAttribute<Result>(
    _ name: StaticString, _ body: (UnsafePointer<xmlChar>?) -> Result
  ) -> Result {
    var attribute = node?.pointee.properties
    while let current = attribute?.pointee {
      let isWanted = name.withUTF8Buffer { xmlStrEqual(current.name, $0.baseAddress) == 1 }
      if isWanted, current.ns == nil { return Self.withValue(of: current, body) }
      attribute = current.next
    }
    return body(nil)
  }

  private static func withValue<Result>(
    of attribute: xmlAttr, _ body: (UnsafePointer<xmlChar>?) -> Result
  ) -> Result {
    var empty: xmlChar = 0
    guard let first = attribute.children else { return body(&empty) }
    if first.pointee.next == nil, first.pointee.type == XML_TEXT_NODE {
      return body(first.pointee.content)
    }
    let joined = xmlBufferCreate()
    defer { xmlBufferFree(joined) }
    var part: xmlNodePtr? = first
    while let current = part {
      xmlNodeBufGetContent(joined, current)
      part = current.pointee.next
    }
    return body(xmlBufferContent(joined))
  }
}
