import Crypto

/// A SHA-256 value (FIPS 180-4): thirty-two bytes kept in place, so entries need no heap for it.
public struct SHA256Hash: Hashable, Sendable, CustomStringConvertible {
  let words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// The digest of `bytes`.
  public init(of bytes: some Sequence<UInt8>) {
    let hash = bytes.withContiguousStorageIfAvailable {
      SHA256Hash(digesting: UnsafeRawBufferPointer($0))
    }
    self = hash ?? Array(bytes).withUnsafeBytes { SHA256Hash(digesting: $0) }
  }

  /// Takes thirty-two bytes as they are.
  ///
  /// - Returns: nil if there are not thirty-two.
  public init?(bytes: some Collection<UInt8>) {
    let all = Array(bytes)
    guard all.count == 32 else { return nil }
    self = all.withUnsafeBytes { SHA256Hash(loading: $0) }
  }

  /// Reads sixty-four lower-case hexadecimal digits.
  ///
  /// - Returns: nil for any other spelling.
  public init?(hex: some StringProtocol) {
    let parsed = Array(hex.utf8).withUnsafeBufferPointer { buffer -> SHA256Hash? in
      guard buffer.count == 64, let start = buffer.baseAddress else { return nil }
      return SHA256Hash(text64: start)
    }
    guard let parsed else { return nil }
    self = parsed
  }

  init(digesting bytes: UnsafeRawBufferPointer) {
    var sha = SHA256()
    sha.update(bufferPointer: bytes)
    self = sha.finalize().withUnsafeBytes { SHA256Hash(loading: $0) }
  }

  init(loading bytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// Reads exactly 64 bytes at `start`.
  @inline(__always)
  init?(text64 start: UnsafePointer<UInt8>) {
    guard
      let first = Hex.word(start), let second = Hex.word(start + 16),
      let third = Hex.word(start + 32), let fourth = Hex.word(start + 48)
    else { return nil }
    words = (first, second, third, fourth)
  }

  /// The thirty-two bytes.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(32)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        result.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return result
  }

  /// Sixty-four lower-case hexadecimal digits.
  public var description: String {
    var text: [UInt8] = []
    appendText(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func appendText(to text: inout [UInt8]) {
    Hex.append(words.0, to: &text)
    Hex.append(words.1, to: &text)
    Hex.append(words.2, to: &text)
    Hex.append(words.3, to: &text)
  }

  /// Equal when all thirty-two bytes are.
  public static func == (left: SHA256Hash, right: SHA256Hash) -> Bool { left.words == right.words }

  /// Feeds the first word only: the value is already evenly spread.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
