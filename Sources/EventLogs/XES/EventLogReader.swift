internal import Glibc

/// Reads an event log (XES 1.0, IEEE 1849-2016), plain or gzip, event by event.
///
/// ```swift
/// let reader = try EventLogReader(.file(path: "requests.xes.gz"))
/// while let item = try reader.next() {
///   if case .event(let event) = item { print(event.attributes["concept:name"] ?? "") }
/// }
/// ```
///
/// The memory it takes does not grow with the log. Nested attributes and what stands before the
/// first case (extensions, classifiers, defaults) are passed over.
public final class EventLogReader {
  /// The deepest nesting of tags; a log needs 4, nested attributes a few more.
  public static let maximumDepth = 64
  /// The longest key or value in bytes.
  public static let maximumValueLength = 65_536
  /// The most attributes on one event or case.
  public static let maximumAttributes = 1_000
  /// The most bytes before the first tag.
  public static let maximumProlog = 65_536

  /// The log, as messages name it.
  public let name: String
  private let cursor: XMLCursor
  private let wanted: [[UInt8]]?
  private var place = Place.beforeLog

  private enum Place {
    case beforeLog, log, trace
    /// The tag of the trace's first event, or the trace's end, was read with its attributes.
    case firstEvent, emptyTrace
    case end
  }

  /// Opens a log.
  ///
  /// - Parameters:
  ///   - source: the file or bytes.
  ///   - keys: the attributes to keep; nil keeps all. A log often has many more than are needed.
  /// - Throws: the file cannot be opened.
  public convenience init(
    _ source: EventLogSource, keys: Set<String>? = nil
  ) throws(EventLogError) {
    try self.init(source, keys: keys, xml: { () throws(SharedLibrary.Missing) in try LibXML2() })
  }

  init(
    _ source: EventLogSource, keys: Set<String>?,
    xml: () throws(SharedLibrary.Missing) -> LibXML2,
    zlib: @escaping () throws(SharedLibrary.Missing) -> Zlib = {
      () throws(SharedLibrary.Missing) in try Zlib()
    }
  ) throws(EventLogError) {
    name = source.name
    wanted = keys?.sorted().map { Array($0.utf8) + [0] }
    let input: LogInput
    do throws(InputBytes.Failure) {
      input = try LogInput(source, prologLimit: Self.maximumProlog, zlib: zlib)
    } catch {
      throw EventLogError(.unreadable(error.reason), file: source.name)
    }
    let library: LibXML2
    do throws(SharedLibrary.Missing) {
      library = try xml()
    } catch {
      throw EventLogError(
        .notInstalled(library: error.library, package: error.package), file: source.name)
    }
    guard let cursor = XMLCursor(input, library) else {
      throw EventLogError(.unreadable("libxml2"), file: source.name)
    }
    self.cursor = cursor
  }

  /// The next piece of the log; nil at its end, when all of it was read and is well formed.
  public func next() throws(EventLogError) -> LogItem? {
    switch place {
    case .end: return nil
    case .firstEvent:
      place = .trace
      return .event(try event())
    case .emptyTrace:
      place = .log
      return .endOfTrace
    case .beforeLog:
      try findLog()
      return try nextTrace()
    case .log: return try nextTrace()
    case .trace: return try nextEvent()
    }
  }

  private func findLog() throws(EventLogError) {
    while true {
      guard let piece = try move() else { throw failed(.empty) }
      guard piece == .startTag else { continue }
      cursor.input.isInProlog = false
      guard cursor.isNamed("log") else { throw failed(.notALog(cursor.name)) }
      place = .log
      return
    }
  }

  private func nextTrace() throws(EventLogError) -> LogItem? {
    guard !(cursor.depth == 0 && cursor.isEmptyElement) else { return try finish() }
    while let piece = try move() {
      switch piece {
      case .endTag: return try finish()
      case .startTag where cursor.isNamed("trace"): return .trace(try trace())
      case .startTag where cursor.isNamed("extension") || cursor.isNamed("global"),
        .startTag where cursor.isNamed("classifier"), .startTag where isAttribute:
        try passOver()
      default: try refuse(piece, in: "log")
      }
    }
    return nil
  }

  private func finish() throws(EventLogError) -> LogItem? {
    place = .end
    while try move() != nil {}
    return nil
  }

  private func trace() throws(EventLogError) -> LogTrace {
    var trace = LogTrace(attributes: LogAttributes(), line: cursor.line)
    place = .emptyTrace
    guard !cursor.isEmptyElement else { return trace }
    while let piece = try move(), piece != .endTag {
      if piece == .startTag, cursor.isNamed("event") {
        place = .firstEvent
        break
      }
      try take(piece, into: &trace.attributes, of: "trace")
    }
    return trace
  }

  private func nextEvent() throws(EventLogError) -> LogItem? {
    while let piece = try move() {
      switch piece {
      case .endTag:
        place = .log
        return .endOfTrace
      case .startTag where cursor.isNamed("event"): return .event(try event())
      case .startTag where isAttribute: try passOver()
      default: try refuse(piece, in: "trace")
      }
    }
    return nil
  }

  private func event() throws(EventLogError) -> LogEvent {
    var event = LogEvent(attributes: LogAttributes(), line: cursor.line)
    guard !cursor.isEmptyElement else { return event }
    while let piece = try move(), piece != .endTag {
      try take(piece, into: &event.attributes, of: "event")
    }
    return event
  }

  private var isAttribute: Bool {
    cursor.isNamed("string") || cursor.isNamed("date") || cursor.isNamed("int")
      || cursor.isNamed("float") || cursor.isNamed("boolean") || cursor.isNamed("id")
      || cursor.isNamed("list") || cursor.isNamed("container")
  }

  private func take(
    _ piece: XMLCursor.Piece, into attributes: inout LogAttributes, of parent: String
  ) throws(EventLogError) {
    guard piece == .startTag, isAttribute else { return try refuse(piece, in: parent) }
    guard attributes.all.count < Self.maximumAttributes else {
      throw failed(.manyAttributes(limit: Self.maximumAttributes))
    }
    if let attribute = try attribute() { attributes.append(attribute) }
    try passOver()
  }

  /// The present tag as an attribute; nil when it is not wanted or is a list.
  private func attribute() throws(EventLogError) -> LogAttributes.Attribute? {
    if let wanted {
      let isWanted = cursor.withAttribute("key") { key in
        key == nil
          || wanted.contains { name in
            name.withUnsafeBufferPointer { name in
              if let first = name.baseAddress, let key { strcmp(first, key) == 0 } else { false }
            }
          }
      }
      guard isWanted else { return nil }
    }
    let key = try text("key", of: "key")
    guard !cursor.isNamed("list"), !cursor.isNamed("container") else { return nil }
    return LogAttributes.Attribute(key: key, value: try text("value", of: key))
  }

  private func text(_ part: StaticString, of key: String) throws(EventLogError) -> String {
    let limit = Self.maximumValueLength
    let found = cursor.withAttribute(part) { bytes -> Result<String, MissingText> in
      guard let bytes else { return .failure(.absent) }
      guard strnlen(bytes, limit + 1) <= limit else { return .failure(.long) }
      return .success(String(cString: bytes))
    }
    switch found {
    case .success(let text): return text
    case .failure(.absent): throw failed(.missingPart(tag: cursor.name, part: "\(part)"))
    case .failure(.long): throw failed(.longValue(key: key, limit: limit))
    }
  }

  private enum MissingText: Error {
    case absent, long
  }

  /// Moves to the end of the present tag, past everything in it.
  private func passOver() throws(EventLogError) {
    guard !cursor.isEmptyElement else { return }
    let depth = cursor.depth
    while let piece = try move(), !(piece == .endTag && cursor.depth == depth) {}
  }

  private func refuse(_ piece: XMLCursor.Piece, in parent: String) throws(EventLogError) {
    switch piece {
    case .startTag: throw failed(.misplaced(tag: cursor.name, inside: parent))
    case .text: throw failed(.misplaced(tag: "#text", inside: parent))
    case .endTag, .documentType, .other: break
    }
  }

  private func move() throws(EventLogError) -> XMLCursor.Piece? {
    let piece: XMLCursor.Piece?
    do throws(XMLCursor.Stopped) {
      piece = try cursor.next()
    } catch {
      let (problem, line) = cursor.failure
      if case .malformed = problem, place == .beforeLog, !looksLikeXML {
        throw EventLogError(.notXML, file: name, line: 1)
      }
      throw EventLogError(problem, file: name, line: line)
    }
    if piece == .documentType { throw failed(.documentType) }
    guard cursor.depth <= Self.maximumDepth else {
      throw failed(.tooDeep(limit: Self.maximumDepth))
    }
    return piece
  }

  /// Whether the text begins as XML must: with `<`, after blanks and a byte order mark.
  private var looksLikeXML: Bool {
    let first = cursor.input.head.first { byte in
      ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00].contains(byte)
    }
    return first == UInt8(ascii: "<")
  }

  private func failed(_ problem: EventLogError.Problem) -> EventLogError {
    EventLogError(problem, file: name, line: cursor.line)
  }
}
