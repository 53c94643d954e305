/// A piece of a source text, in UTF-8 bytes.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public var offset: Int
  /// The number of bytes.
  public var length: Int

  /// A range of `length` bytes from `offset`.
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  /// The offset just past the last byte.
  public var end: Int { offset + length }

  /// The smallest range that covers this one and the other.
  func joined(_ other: SourceRange) -> SourceRange {
    let start = min(offset, other.offset)
    return SourceRange(offset: start, length: max(end, other.end) - start)
  }

  /// The bytes of `source` in this range, as text.
  public func text(in source: String) -> String {
    let bytes = Array(source.utf8)
    guard offset >= 0, offset <= end, end <= bytes.count else { return "" }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
