/// Where an event log comes from.
public enum EventLogSource: Hashable, Sendable {
  /// A file, plain or gzip.
  case file(path: String)
  /// Bytes that are at hand, plain or gzip, and the name that messages give them.
  case bytes([UInt8], name: String)

  /// The name messages use.
  public var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    }
  }
}
