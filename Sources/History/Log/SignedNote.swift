/// A text with signatures below it, as C2SP signed-note says:
/// text, blank line, `— name base64(keyid ‖ signature)` lines.
public struct SignedNote: Hashable, Sendable {
  /// The signed text with its last line end.
  public let text: [UInt8]
  /// The signatures in their order.
  public let signatures: [Signature]

  /// One signature line.
  public struct Signature: Hashable, Sendable {
    /// The signing key's name.
    public let name: String
    /// The signing key's id.
    public let keyID: UInt32
    /// The signature's bytes.
    public let bytes: [UInt8]
  }

  /// Reads a note.
  ///
  /// - Throws: `LogFormatError` for anything but a well-formed note of valid UTF-8.
  public init(_ bytes: [UInt8]) throws(LogFormatError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw LogFormatError("the note is not valid UTF-8")
    }
    guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x0a }) else {
      throw LogFormatError("the note has a control character")
    }
    guard
      let gap = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0a && bytes[$0 + 1] == 0x0a }
      ),
      bytes.last == 0x0a, gap + 2 < bytes.count
    else { throw LogFormatError("the note has no signatures after a blank line") }
    text = Array(bytes[...gap])
    let lines = bytes[(gap + 2)...].dropLast()
      .split(separator: 0x0a, omittingEmptySubsequences: false)
    var signatures: [Signature] = []
    for line in lines { signatures.append(try Signature(line: line)) }
    self.signatures = signatures
  }

  /// Whether the note carries `key`'s valid signature, and none of its that fails.
  public func isSigned(by key: VerifierKey) -> Bool {
    let own = signatures.filter {
      $0.keyID == key.keyID && $0.name.utf8.elementsEqual(key.name.utf8)
    }
    return !own.isEmpty && own.allSatisfy { key.isValid(signature: $0.bytes, over: text) }
  }
}

extension SignedNote.Signature {
  fileprivate init(line: ArraySlice<UInt8>) throws(LogFormatError) {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, words[0].elementsEqual("\u{2014}".utf8), !words[1].isEmpty,
      let decoded = Base64.decode(words[2]), decoded.count > 4
    else { throw LogFormatError("a signature line is not '\u{2014} name base64'") }
    name = String(decoding: words[1], as: UTF8.self)
    keyID = decoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    bytes = Array(decoded.dropFirst(4))
  }
}
