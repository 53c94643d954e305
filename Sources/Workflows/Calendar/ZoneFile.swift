internal import Glibc

/// Reads the time zone information format (RFC 8536): a compiled zone of the IANA database.
enum ZoneFile {
  /// Where the system keeps the database.
  private static let folder = "/usr/share/zoneinfo"
  /// No zone's file is larger than a few KiB.
  private static let maximumBytes = 65_536

  /// The bytes of a zone's file; nil when the name is not one of a zone, or there is no file.
  static func bytes(of name: String) -> [UInt8]? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.count <= 40
        && part.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
            || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0)
        }
    }
    guard isName, (1...3).contains(parts.count), let file = fopen("\(folder)/\(name)", "rb") else {
      return nil
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: maximumBytes)
    let count = fread(&bytes, 1, bytes.count, file)
    return bytes.starts(with: "TZif".utf8) ? Array(bytes.prefix(count)) : nil
  }

  /// The zone of a version 2 or later file; nil when it is cut short or of version 1.
  static func zone(named name: String, _ bytes: [UInt8]) -> Zone? {
    guard bytes.count > 44, bytes[4] >= UInt8(ascii: "2") else { return nil }
    // The first block has 32-bit times and is skipped for the second, with 64-bit times.
    guard let first = Header(bytes, at: 0) else { return nil }
    let start = 44 + first.size(timeBytes: 4)
    guard let header = Header(bytes, at: start) else { return nil }
    let times = start + 44
    let indices = times + header.times * 8
    let types = indices + header.times
    let footer = start + 44 + header.size(timeBytes: 8)
    guard header.types > 0, footer <= bytes.count else { return nil }
    func offset(ofType index: Int) -> Int {
      Int(Int32(truncatingIfNeeded: integer(bytes, at: types + index * 6, count: 4)))
    }
    var transitions: [Zone.Transition] = []
    for index in 0..<header.times {
      let type = Int(bytes[indices + index])
      guard type < header.types else { return nil }
      transitions.append(
        .init(
          seconds: integer(bytes, at: times + index * 8, count: 8), offset: offset(ofType: type)))
    }
    let rule = String(decoding: bytes[footer...].filter { $0 != 0x0A }, as: UTF8.self)
    let last = transitions.last?.seconds ?? .min
    transitions += ZoneRule(rule)?.transitions(after: last) ?? []
    return Zone(name: name, transitions: transitions, firstOffset: offset(ofType: 0))
  }

  /// The counts at the head of a block.
  private struct Header {
    let isUTC: Int
    let isStandard: Int
    let leaps: Int
    let times: Int
    let types: Int
    let letters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard start + 44 <= bytes.count, bytes[start...].starts(with: "TZif".utf8) else {
        return nil
      }
      let counts = (0..<6).map { Int(integer(bytes, at: start + 20 + $0 * 4, count: 4)) & 0xFFFF }
      (isUTC, isStandard, leaps) = (counts[0], counts[1], counts[2])
      (times, types, letters) = (counts[3], counts[4], counts[5])
    }

    func size(timeBytes: Int) -> Int {
      times * (timeBytes + 1) + types * 6 + letters + leaps * (timeBytes + 4) + isStandard + isUTC
    }
  }

  /// A big-endian integer.
  private static func integer(_ bytes: [UInt8], at start: Int, count: Int) -> Int64 {
    bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int64($1) }
  }
}
