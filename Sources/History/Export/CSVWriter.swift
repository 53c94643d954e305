/// Writes CSV as RFC 4180: comma, CR LF, a cell quoted where it must be.
///
/// A text cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe
/// in front, so that no spreadsheet takes it for a formula. Numbers are never guarded.
public struct CSVWriter: Sendable {
  /// A cell.
  public enum Cell: Sendable {
    /// Text from people, guarded.
    case text(String?)
    /// An integer.
    case integer(Int64?)
  }

  /// The bytes written since they were last taken.
  public private(set) var bytes: [UInt8] = []

  /// Makes a writer with nothing written.
  public init() {}

  /// Writes a row.
  public mutating func row(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): write(text ?? "")
      case .integer(let value): if let value { bytes.append(contentsOf: String(value).utf8) }
      }
    }
    bytes.append(0x0d)
    bytes.append(0x0a)
  }

  /// Gives the bytes and keeps none, so that a long file is written in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func write(_ text: String) {
    let starts: [UInt8] = [0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d]
    let needsGuard = text.utf8.first.map { starts.contains($0) } ?? false
    let quotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
    if quotes { bytes.append(0x22) }
    if needsGuard { bytes.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    if quotes { bytes.append(0x22) }
  }
}
