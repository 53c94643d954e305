import Crypto

/// The public key that checkpoints are judged by, in C2SP signed-note's `vkey` form:
/// `name+keyid+base64(01 ‖ Ed25519 public key)`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// The key's name: the log's origin.
  public let name: String
  /// The first four bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key), big-endian.
  public let keyID: UInt32
  /// The Ed25519 public key (RFC 8032), thirty-two bytes.
  public let publicKey: [UInt8]

  private static let ed25519: UInt8 = 0x01

  /// Reads the line form, without line end.
  ///
  /// - Throws: `LogFormatError` if it is not one, or its key id does not fit its name and key.
  public init(_ line: String) throws(LogFormatError) {
    let parts = line.utf8.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = String(parts[0]), !name.isEmpty,
      !name.unicodeScalars.contains(where: { $0.properties.isWhitespace })
    else { throw LogFormatError("a key is written name+id+base64") }
    guard let decoded = Base64.decode(parts[2]), decoded.count == 33, decoded[0] == Self.ed25519
    else { throw LogFormatError("the key is not an Ed25519 key in base64") }
    let digest = SHA256Hash(of: Array(name.utf8) + [0x0a] + decoded)
    keyID = UInt32(digest.words.0 >> 32)
    self.name = name
    publicKey = Array(decoded.dropFirst())
    guard keyIDHex.utf8.elementsEqual(parts[1]) else {
      throw LogFormatError("the key id does not fit the name and the key")
    }
  }

  /// Eight lower-case hexadecimal digits, as the line form shows them.
  public var keyIDHex: String {
    var text: [UInt8] = []
    Hex.append(UInt64(keyID), digits: 8, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The line form.
  public var description: String {
    "\(name)+\(keyIDHex)+\(Base64.encode([Self.ed25519] + publicKey))"
  }

  /// Whether `signature` is this key's over `message` (Ed25519, RFC 8032).
  func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }
}
