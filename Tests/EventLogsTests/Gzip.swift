/// A gzip member with the bytes stored as they are (RFC 1951, section 3.2.4; RFC 1952).
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(0xFFFF)
    rest = rest.dropFirst(block.count)
    let size = UInt16(block.count)
    member.append(rest.isEmpty ? 1 : 0)
    member += [UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)]
    member += block
  } while !rest.isEmpty
  return member + littleEndian(crc32(bytes)) + littleEndian(UInt32(bytes.count))
}

private func littleEndian(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc = UInt32.max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
