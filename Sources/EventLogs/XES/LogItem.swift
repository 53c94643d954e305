/// What an event log holds, piece by piece, in the order of the file.
public enum LogItem: Hashable, Sendable {
  /// A case begins.
  case trace(LogTrace)
  /// The next event of the case.
  case event(LogEvent)
  /// The case ends.
  case endOfTrace
}

/// A case of a log, without its events.
public struct LogTrace: Hashable, Sendable {
  /// What is known of the case.
  public var attributes: LogAttributes
  /// The line of its tag.
  public var line: Int

  /// A case.
  public init(attributes: LogAttributes, line: Int) {
    self.attributes = attributes
    self.line = line
  }
}

/// An event of a log.
public struct LogEvent: Hashable, Sendable {
  /// What is known of the event.
  public var attributes: LogAttributes
  /// The line of its tag.
  public var line: Int

  /// An event.
  public init(attributes: LogAttributes, line: Int) {
    self.attributes = attributes
    self.line = line
  }
}

/// Attributes by key, as texts, in the order of the file; of two with one key the first counts.
///
/// Values keep the text of the file: amounts with 16 decimals must not pass through a floating
/// point number.
public struct LogAttributes: Hashable, Sendable {
  /// One attribute.
  public struct Attribute: Hashable, Sendable {
    /// The key, such as `concept:name`.
    public var key: String
    /// The value as the file writes it.
    public var value: String

    /// An attribute.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// All of them.
  public private(set) var all: [Attribute]

  /// Attributes in order.
  public init(_ all: [Attribute] = []) { self.all = all }

  /// The value under `key`.
  public subscript(key: String) -> String? { all.first { $0.key == key }?.value }

  mutating func append(_ attribute: Attribute) { all.append(attribute) }
}
