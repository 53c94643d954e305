/// The part of libxml2's streaming reader (libxml/xmlreader.h) that an event log needs.
///
/// Only functions, and pointers that they alone look into: no layout of a struct is repeated here.
struct LibXML2 {
  /// `xmlTextReader *`
  typealias Reader = OpaquePointer
  /// `xmlNode *`
  typealias Node = OpaquePointer
  /// `xmlChar *`, UTF-8 with a NUL at its end; owned by the reader.
  typealias Text = UnsafePointer<UInt8>
  /// Reads into a buffer: how many bytes that were, 0 at the end, -1 after a failure.
  typealias Read =
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32
  typealias Close = @convention(c) (UnsafeMutableRawPointer?) -> Int32
  /// Told an error: its message and its severity.
  typealias Told =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Int32, OpaquePointer?) -> Void

  typealias Open =
    @convention(c) (
      Read, Close, UnsafeMutableRawPointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int32
    ) -> Reader?
  typealias Number = @convention(c) (Reader) -> Int32
  typealias Bytes = @convention(c) (Reader) -> Text?

  let readerForIO: Open
  let setErrorHandler: @convention(c) (Reader, Told, UnsafeMutableRawPointer?) -> Void
  let free: @convention(c) (Reader) -> Void
  let read: Number
  let nodeType: Number
  let depth: Number
  let isEmptyElement: Number
  let parserLine: Number
  let currentNode: @convention(c) (Reader) -> Node?
  let lineOfNode: @convention(c) (Node) -> CLong
  let localName: Bytes
  let name: Bytes
  let value: Bytes
  let moveToFirstAttribute: Number
  let moveToNextAttribute: Number
  let moveToElement: Number

  /// Loads the library: the one of Debian 12 and 13, else its successor.
  init(_ files: [String] = ["libxml2.so.2", "libxml2.so.16"]) throws(SharedLibrary.Missing) {
    let library = try Self.load(files[...])
    readerForIO = try library.function("xmlReaderForIO", as: Open.self)
    setErrorHandler = try library.function(
      "xmlTextReaderSetErrorHandler",
      as: (@convention(c) (Reader, Told, UnsafeMutableRawPointer?) -> Void).self)
    free = try library.function(
      "xmlFreeTextReader", as: (@convention(c) (Reader) -> Void).self)
    read = try library.function("xmlTextReaderRead", as: Number.self)
    nodeType = try library.function("xmlTextReaderNodeType", as: Number.self)
    depth = try library.function("xmlTextReaderDepth", as: Number.self)
    isEmptyElement = try library.function("xmlTextReaderIsEmptyElement", as: Number.self)
    parserLine = try library.function("xmlTextReaderGetParserLineNumber", as: Number.self)
    currentNode = try library.function(
      "xmlTextReaderCurrentNode", as: (@convention(c) (Reader) -> Node?).self)
    lineOfNode = try library.function("xmlGetLineNo", as: (@convention(c) (Node) -> CLong).self)
    localName = try library.function("xmlTextReaderConstLocalName", as: Bytes.self)
    name = try library.function("xmlTextReaderConstName", as: Bytes.self)
    value = try library.function("xmlTextReaderConstValue", as: Bytes.self)
    moveToFirstAttribute = try library.function(
      "xmlTextReaderMoveToFirstAttribute", as: Number.self)
    moveToNextAttribute = try library.function(
      "xmlTextReaderMoveToNextAttribute", as: Number.self)
    moveToElement = try library.function("xmlTextReaderMoveToElement", as: Number.self)
  }

  private static func load(
    _ files: ArraySlice<String>
  ) throws(SharedLibrary.Missing) -> SharedLibrary {
    var missing = SharedLibrary.Missing(library: "libxml2", package: "libxml2")
    for file in files {
      do throws(SharedLibrary.Missing) {
        return try SharedLibrary(file, library: "libxml2", package: "libxml2")
      } catch {
        missing = error
      }
    }
    throw missing
  }

  /// `xmlParserOption`: no network; small text in place; lines beyond 65,535.
  static let options: Int32 = 1 << 11 | 1 << 16 | 1 << 22

  /// `xmlParserSeverities`: an error, not a warning.
  static let severityError: Int32 = 4

  /// `xmlReaderTypes`
  enum NodeType: Int32 {
    case element = 1
    case text = 3
    case cdata = 4
    case documentType = 10
    case whitespace = 13
    case significantWhitespace = 14
    case endElement = 15
  }
}
