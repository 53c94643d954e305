/// Reads `events.jsonl`, chunk by chunk, in memory that does not grow with the file.
///
/// ```swift
/// var reader = EntryReader(install: install)
/// reader.read(chunk) { line, entry in … }   // as often as there are chunks
/// reader.finish { line, entry in … }
/// ```
public struct EntryReader {
  /// What a line holds.
  public typealias Line = Result<HistoryEntry, LineError>

  private let install: UUIDBytes
  private var splitter: LineSplitter

  /// Makes a reader for one installation's file; a line above `maximumLineBytes` is an error.
  public init(install: UUIDBytes, maximumLineBytes: Int = 1 << 20) {
    self.install = install
    splitter = LineSplitter(maximumBytes: maximumLineBytes)
  }

  /// Reads the lines that end in `chunk`.
  ///
  /// A line is refused if it is not one JSON object with exactly the known keys, each once and of
  /// its type, hexadecimal in lower case; reading goes on with the next line.
  public mutating func read(
    _ chunk: UnsafeRawBufferPointer, _ body: (_ number: Int, _ line: Line) -> Void
  ) {
    let install = install
    splitter.split(chunk) { number, bytes in
      body(number, Self.entry(bytes, line: number, install: install))
    }
  }

  /// Reads the lines that end in `chunk`.
  public mutating func read(
    _ chunk: [UInt8], _ body: (_ number: Int, _ line: Line) -> Void
  ) {
    chunk.withUnsafeBytes { read($0, body) }
  }

  /// Reads a last line that has no line end.
  public mutating func finish(_ body: (_ number: Int, _ line: Line) -> Void) {
    let install = install
    splitter.finish { number, bytes in
      body(number, Self.entry(bytes, line: number, install: install))
    }
  }

  private static func entry(
    _ bytes: UnsafeRawBufferPointer?, line: Int, install: UUIDBytes
  ) -> Line {
    guard let bytes else {
      return .failure(LineError(line: line, message: "the line is too long"))
    }
    if let entry = EntryLineScanner.entry(in: bytes, install: install) { return .success(entry) }
    do {
      return .success(try HistoryEntry(jsonLine: Array(bytes), install: install))
    } catch {
      return .failure(LineError(line: line, message: error.message))
    }
  }
}
