import CLibPQ

/// Where the closure of `copyIn` writes to. Collects 32 KiB before each call into libpq, which
/// costs more than the copying of the bytes.
public struct CopyWriter: ~Copyable {
  private let handle: OpaquePointer
  private var buffer: [UInt8] = []

  private static let bufferSize = 32_768

  init(handle: OpaquePointer) {
    self.handle = handle
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// Writes bytes in the format that the COPY statement names; they need not end with a row.
  ///
  /// - Throws: `connectionLost`.
  public mutating func write(_ bytes: some Sequence<UInt8>) throws(PostgresError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes text in the format that the COPY statement names.
  ///
  /// - Throws: `connectionLost`.
  public mutating func write(_ text: String) throws(PostgresError) {
    try write(text.utf8)
  }

  /// Writes one row in COPY's text format, its default: tabs between the columns, `\N` for NULL,
  /// and a backslash before what would be misread (the manual's COPY, "Text Format").
  ///
  /// - Throws: `connectionLost`, `usage(nulInParameter)` with the column's place.
  public mutating func writeRow(_ values: Parameters) throws(PostgresError) {
    let start = buffer.count
    var text: [UInt8] = []
    for (index, value) in values.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: "\t")) }
      guard let value else {
        buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
        continue
      }
      text.removeAll(keepingCapacity: true)
      value.appendText(to: &text)
      guard appendEscaped(text) else {
        // A row is written whole or not at all.
        buffer.removeLast(buffer.count - start)
        throw .usage(.nulInParameter(index), "column \(index + 1) holds a NUL character (U+0000)")
      }
    }
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// False at a NUL.
  private mutating func appendEscaped(_ text: [UInt8]) -> Bool {
    for byte in text {
      switch byte {
      case 0: return false
      case UInt8(ascii: "\\"): buffer.append(contentsOf: [byte, byte])
      case UInt8(ascii: "\t"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case UInt8(ascii: "\n"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\r"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      default: buffer.append(byte)
      }
    }
    return true
  }

  /// The manual: in blocking mode PQputCopyData waits until it has taken the data, and -1 means
  /// that the connection failed. An error of the server is told only at the end.
  mutating func flush() throws(PostgresError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    let sent = buffer.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return 1 }
      return PQputCopyData(
        handle, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else {
      throw PostgresError(.connectionLost, trimmed(String(cString: PQerrorMessage(handle))))
    }
  }
}
