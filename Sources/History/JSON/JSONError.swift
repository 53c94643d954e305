/// Why bytes are not the JSON that is expected.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as half a sentence.
  public var message: String
  /// Where, in bytes from the start of the input.
  public var offset: Int

  init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }

  /// The message with its place.
  public var description: String { "byte \(offset): \(message)" }
}
