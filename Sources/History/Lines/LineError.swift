/// Why a line of `events.jsonl` or `payloads.jsonl` is refused.
public struct LineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from 1.
  public var line: Int
  /// What is wrong, as half a sentence.
  public var message: String

  /// The message with its line.
  public var description: String { "line \(line): \(message)" }
}

/// What a line lacks, before its number is known.
struct LineFault: Error {
  var message: String
}
