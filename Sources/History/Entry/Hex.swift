/// Lower-case hexadecimal, the only form that history files use.
///
/// Upper case is refused so that one value has one spelling.
enum Hex {
  /// The value of a lower-case digit, or 0xff for any other byte.
  static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: byte &- 0x30
    case 0x61...0x66: byte &- 0x57
    default: 0xff
    }
  }

  /// The big-endian value of sixteen digits at `pointer`, or nil if one of them is no digit.
  ///
  /// Branchless, because five hashes an entry make this the reader's hottest loop.
  @inline(__always)
  static func word(_ pointer: UnsafePointer<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    var bad: UInt8 = 0
    for index in 0..<16 {
      let nibble = table[Int(pointer[index])]
      bad |= nibble
      value = value &<< 4 | UInt64(nibble & 0x0f)
    }
    return bad & 0xf0 == 0 ? value : nil
  }

  static func append(_ word: UInt64, digits: Int = 16, to bytes: inout [UInt8]) {
    var shift = digits * 4
    for _ in 0..<digits {
      shift -= 4
      let nibble = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 0x0f
      bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
    }
  }

  private static let table: [UInt8] = (0...255).map { digit(UInt8($0)) }
}
