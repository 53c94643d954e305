/// A signed statement of the log's size and root, as C2SP tlog-checkpoint says.
public struct Checkpoint: Hashable, Sendable {
  /// The log's name: `<site>/<install uuid>[/<epoch>]`.
  public let origin: String
  /// Leaves in the log.
  public let size: UInt64
  /// The Merkle root over them.
  public let root: SHA256Hash
  /// The note that carries it.
  public let note: SignedNote

  /// Reads a note and the checkpoint in it; signatures are checked by `SignedNote.isSigned(by:)`.
  ///
  /// - Throws: `LogFormatError`.
  public init(_ bytes: [UInt8]) throws(LogFormatError) {
    note = try SignedNote(bytes)
    let lines = note.text.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
    guard lines.count >= 3, !lines[0].isEmpty, !lines.contains(where: { $0.isEmpty }) else {
      throw LogFormatError("a checkpoint has an origin, a size and a root")
    }
    guard let size = PlainNumber.parse(lines[1]) else {
      throw LogFormatError("the checkpoint's size is not a plain number")
    }
    guard let root = Base64.hash(lines[2]) else {
      throw LogFormatError("the checkpoint's root is not a hash in base64")
    }
    origin = String(decoding: lines[0], as: UTF8.self)
    self.size = size
    self.root = root
  }

  /// The installation named in the origin, or nil if the origin names none.
  public var install: UUIDBytes? {
    let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return nil }
    return UUIDBytes(parts[1])
  }
}
