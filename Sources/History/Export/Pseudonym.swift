import Crypto

/// Stands for a person in an export: the same within it, meaningless outside.
///
/// HMAC-SHA-256 (RFC 2104) under a key made for this one export, the first sixteen bytes in base 32
/// (RFC 4648 section 6) without padding. A plain hash would not do: ids can be tried out.
public struct Pseudonym: Sendable {
  private let key: [UInt8]

  /// Makes pseudonyms under `key`: at least sixteen random bytes, thrown away with the export.
  ///
  /// - Returns: nil for a shorter key.
  public init?(key: [UInt8]) {
    guard key.count >= 16 else { return nil }
    self.key = key
  }

  /// Twenty-six letters and digits for a person.
  public func text(for person: UUIDBytes) -> String { text(over: person.bytes) }

  /// Twenty-six letters and digits for a login, where no person is behind it.
  public func text(for login: String) -> String { text(over: Array("login:".utf8) + login.utf8) }

  private func text(over message: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
    return Self.base32(Array(code.prefix(16)))
  }

  private static func base32(_ bytes: [UInt8]) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        text.append(alphabet[Int(bits >> UInt32(held)) & 0x1f])
      }
      bits &= (1 << UInt32(held)) - 1
    }
    if held > 0 { text.append(alphabet[Int(bits << UInt32(5 - held)) & 0x1f]) }
    return String(decoding: text, as: UTF8.self)
  }
}
