internal import CYaml

/// The events of libyaml's parser, one at a time; the parser and the event live and end here.
final class EventStream {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// One event with its range of characters.
  struct Event {
    enum Kind {
      case scalar(YAMLNode.Style)
      case alias
      case sequenceStart
      case sequenceEnd
      case mappingStart
      case mappingEnd
      case documentStart(isImplicit: Bool)
      case documentEnd
      case streamStart
      case streamEnd
    }

    var kind: Kind
    /// The value of a scalar.
    var text = ""
    var hasAnchor = false
    var tag: String?
    /// Whether a list or mapping is written in brackets or braces.
    var isFlow = false
    var range: Range<Int>
  }

  /// What libyaml could not read, and where.
  struct Failure: Error {
    var problem: String
    var index: Int
  }

  /// A stream over `buffer`, which must outlive it.
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event.
  func next() throws(Failure) -> Event {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else {
      let state = parser.pointee
      throw Failure(
        problem: state.problem.map { String(cString: $0) } ?? "the text cannot be read",
        index: Int(state.problem_mark.index))
    }
    return converted(event.pointee)
  }

  private func converted(_ raw: yaml_event_t) -> Event {
    let start = Int(raw.start_mark.index)
    let range = start..<max(start, Int(raw.end_mark.index))
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return Event(
        kind: .scalar(Self.style(scalar.style)), text: String(decoding: bytes, as: UTF8.self),
        hasAnchor: scalar.anchor != nil, tag: Self.text(scalar.tag), range: range)
    case YAML_ALIAS_EVENT:
      return Event(kind: .alias, range: range)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = raw.data.sequence_start
      return Event(
        kind: .sequenceStart, hasAnchor: sequence.anchor != nil, tag: Self.text(sequence.tag),
        isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE, range: range)
    case YAML_MAPPING_START_EVENT:
      let mapping = raw.data.mapping_start
      return Event(
        kind: .mappingStart, hasAnchor: mapping.anchor != nil, tag: Self.text(mapping.tag),
        isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE, range: range)
    case YAML_SEQUENCE_END_EVENT: return Event(kind: .sequenceEnd, range: range)
    case YAML_MAPPING_END_EVENT: return Event(kind: .mappingEnd, range: range)
    case YAML_DOCUMENT_START_EVENT:
      return Event(
        kind: .documentStart(isImplicit: raw.data.document_start.implicit != 0), range: range)
    case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, range: range)
    case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, range: range)
    default: return Event(kind: .streamEnd, range: range)
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: UnsafePointer($0)) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }
}
