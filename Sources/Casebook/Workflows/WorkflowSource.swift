/// The bytes of a workflow or calendar file, with the name that messages call it.
public struct WorkflowSource: Hashable, Sendable {
  /// The name, such as a path.
  public var file: String
  /// The exact bytes: their digest is the definition's identity.
  public var bytes: [UInt8]

  /// Takes a file that was read.
  public init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }
}
