/// Why an event log cannot be read, with the line and what was expected there.
public struct EventLogError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The file cannot be opened or read: what the system says.
    case unreadable(String)
    /// A library that reading needs is not installed: its name and Debian's package.
    case notInstalled(library: String, package: String)
    /// There is nothing in the file.
    case empty
    /// The bytes are no XML: neither a declaration nor a tag.
    case notXML
    /// The XML is wrong or ends early: what libxml2 says.
    case malformed(String)
    /// The compressed data end early.
    case truncatedCompression
    /// The compressed data are damaged.
    case damagedCompression
    /// The first tag is another one: its name.
    case notALog(String)
    /// A document type declaration; a log needs none, and entities are a way to attack a reader.
    case documentType
    /// More than this many bytes before the first tag.
    case longProlog(limit: Int)
    /// Tags inside each other more than this deep.
    case tooDeep(limit: Int)
    /// A key or value longer than this many bytes: the key.
    case longValue(key: String, limit: Int)
    /// More than this many attributes on one event or case.
    case manyAttributes(limit: Int)
    /// A tag that does not belong here: its name, and the tag it stands in.
    case misplaced(tag: String, inside: String)
    /// An attribute without a key or a value: the tag, what is missing.
    case missingPart(tag: String, part: String)
    /// A value that is not of its type: the key, the value, the type.
    case badValue(key: String, value: String, type: String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The log, as messages name it.
  public var file: String
  /// The line, from 1; nil when the mistake is not at a line, as in a file that cannot be opened.
  public var line: Int?

  /// A mistake in a log.
  public init(_ problem: Problem, file: String, line: Int? = nil) {
    self.problem = problem
    self.file = file
    self.line = line
  }
}
