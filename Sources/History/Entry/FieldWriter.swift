/// Writes length-prefixed fields: `int4 big-endian length ‖ bytes`, NULL as `ff ff ff ff`.
///
/// The form of a field in PostgreSQL's binary COPY, so the database makes the same bytes with
/// `int4send(octet_length(x)) || x`. The buffer must be large enough; `withFields` sees to it.
struct FieldWriter {
  private let base: UnsafeMutableRawPointer
  private(set) var count = 0

  private init(base: UnsafeMutableRawPointer) { self.base = base }

  /// Room that suffices for any fixed-size field with its length.
  static let fixedFieldBytes = 36

  /// Room for a text field.
  @inline(__always)
  static func room(_ text: String?) -> Int { 4 + (text?.utf8.count ?? 0) }

  /// Lends `use` the bytes that `fill` wrote into a buffer of at least `room` bytes.
  static func withFields<Result>(
    room: Int, _ fill: (inout FieldWriter) -> Void, use: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(byteCount: max(room, 1), alignment: 8) { buffer in
      guard let base = buffer.baseAddress else { return use(UnsafeRawBufferPointer(buffer)) }
      var writer = FieldWriter(base: base)
      fill(&writer)
      return use(UnsafeRawBufferPointer(start: base, count: writer.count))
    }
  }

  private mutating func length(_ bytes: Int) {
    let value = UInt32(truncatingIfNeeded: bytes).bigEndian
    (base + count).storeBytes(of: value, as: UInt32.self)
    count += 4
  }

  mutating func null() { length(-1) }

  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    length(bytes.count)
    if let source = bytes.baseAddress {
      (base + count).copyMemory(from: source, byteCount: bytes.count)
      count += bytes.count
    }
  }

  mutating func text(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { raw(UnsafeRawBufferPointer($0)) }
  }

  mutating func integer(_ value: Int64?) {
    guard let value else { return null() }
    length(8)
    word(UInt64(bitPattern: value))
  }

  mutating func uuid(_ value: UUIDBytes?) {
    guard let value else { return null() }
    length(16)
    word(value.high)
    word(value.low)
  }

  mutating func hash(_ value: SHA256Hash?) {
    guard let value else { return null() }
    length(32)
    word(value.words.0)
    word(value.words.1)
    word(value.words.2)
    word(value.words.3)
  }

  private mutating func word(_ value: UInt64) {
    (base + count).storeBytes(of: value.bigEndian, as: UInt64.self)
    count += 8
  }
}
