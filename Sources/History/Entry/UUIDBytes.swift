/// A UUID as its sixteen bytes, without Foundation (RFC 9562).
///
/// Ordered by its bytes, the order of PostgreSQL's `uuid` type and of the heads in a seal.
public struct UUIDBytes: Hashable, Comparable, Sendable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64

  /// Reads the 36-character form; letters must be lower case, as PostgreSQL prints them.
  ///
  /// - Returns: nil for any other spelling.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let parsed = bytes.withUnsafeBufferPointer { buffer -> UUIDBytes? in
      guard buffer.count == 36, let start = buffer.baseAddress else { return nil }
      return UUIDBytes(text36: start)
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Takes sixteen bytes in network order, as PostgreSQL's `uuid_send` gives them.
  ///
  /// - Returns: nil if there are not sixteen.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads exactly 36 bytes at `start`.
  @inline(__always)
  init?(text36 start: UnsafePointer<UInt8>) {
    guard
      start[8] == 0x2d, start[13] == 0x2d, start[18] == 0x2d, start[23] == 0x2d
    else { return nil }
    let digits = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { packed in
      var to = 0
      for from in 0..<36 where from != 8 && from != 13 && from != 18 && from != 23 {
        packed[to] = start[from]
        to += 1
      }
      guard
        let base = packed.baseAddress,
        let high = Hex.word(UnsafePointer(base)), let low = Hex.word(UnsafePointer(base + 16))
      else { return nil as (UInt64, UInt64)? }
      return (high, low)
    }
    guard let digits else { return nil }
    (high, low) = digits
  }

  /// The sixteen bytes in network order.
  public var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) } }
  }

  /// The 36-character form in lower case.
  public var description: String {
    var text: [UInt8] = []
    appendText(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func appendText(to text: inout [UInt8]) {
    Hex.append(high >> 32, digits: 8, to: &text)
    text.append(0x2d)
    Hex.append(high >> 16 & 0xffff, digits: 4, to: &text)
    text.append(0x2d)
    Hex.append(high & 0xffff, digits: 4, to: &text)
    text.append(0x2d)
    Hex.append(low >> 48, digits: 4, to: &text)
    text.append(0x2d)
    Hex.append(low & 0xffff_ffff_ffff, digits: 12, to: &text)
  }

  /// Orders by the bytes as unsigned numbers.
  public static func < (left: UUIDBytes, right: UUIDBytes) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
