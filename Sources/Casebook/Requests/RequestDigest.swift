import History

/// What one command asks of one database as one person, as a digest.
///
/// Only this digest is journalled: arguments hold names and amounts, which have no place in a file
/// that nobody thinks of as personal data.
public struct RequestDigest: Hashable, Sendable, CustomStringConvertible {
  private let hash: SHA256Hash

  /// Takes the parts in order; each is length-prefixed, so that no two lists share a digest by
  /// moving a boundary. A nil part differs from an empty one.
  ///
  /// - Parameters:
  ///   - database: the database and the login, as `Session.identity` gives them.
  ///   - command: the command's name.
  ///   - arguments: everything that decides what the command does.
  public init(database: String, command: String, arguments: [String?]) {
    var bytes: [UInt8] = []
    for part in ["casework/request/v1", database, command] + arguments {
      let length = part.map { UInt32($0.utf8.count) } ?? .max
      for shift in [24, 16, 8, 0] as [UInt32] {
        bytes.append(UInt8(truncatingIfNeeded: length >> shift))
      }
      bytes.append(contentsOf: (part ?? "").utf8)
    }
    hash = SHA256Hash(of: bytes)
  }

  /// Sixty-four hexadecimal digits.
  public var description: String { hash.description }
}
