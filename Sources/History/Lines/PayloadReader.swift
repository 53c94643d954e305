/// Reads `payloads.jsonl`, chunk by chunk, holding one line at a time.
public struct PayloadReader {
  /// What a line holds.
  public typealias Line = Result<PayloadLine, LineError>

  private var splitter: LineSplitter

  /// Makes a reader; a line above `maximumLineBytes` is an error.
  public init(maximumLineBytes: Int = 16 << 20) {
    splitter = LineSplitter(maximumBytes: maximumLineBytes)
  }

  /// Reads the lines that end in `chunk`; a refused line does not stop the reading.
  public mutating func read(
    _ chunk: UnsafeRawBufferPointer, _ body: (_ number: Int, _ line: Line) -> Void
  ) {
    splitter.split(chunk) { number, bytes in body(number, Self.line(bytes, number: number)) }
  }

  /// Reads the lines that end in `chunk`; a refused line does not stop the reading.
  public mutating func read(
    _ chunk: [UInt8], _ body: (_ number: Int, _ line: Line) -> Void
  ) {
    chunk.withUnsafeBytes { read($0, body) }
  }

  /// Reads a last line that has no line end.
  public mutating func finish(_ body: (_ number: Int, _ line: Line) -> Void) {
    splitter.finish { number, bytes in body(number, Self.line(bytes, number: number)) }
  }

  private static func line(_ bytes: UnsafeRawBufferPointer?, number: Int) -> Line {
    guard let bytes else {
      return .failure(LineError(line: number, message: "the line is too long"))
    }
    do {
      return .success(try PayloadLine(jsonLine: Array(bytes)))
    } catch {
      return .failure(LineError(line: number, message: error.message))
    }
  }
}
