/// Why a file of the log (key, note, checkpoint, proof) cannot be read.
public struct LogFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as half a sentence.
  public var message: String

  init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
