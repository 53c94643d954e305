/// A file that proves one leaf's place in a signed log offline, as C2SP tlog-proof says.
public struct LogProof: Hashable, Sendable {
  /// The leaf's index, counted from 0.
  public let index: UInt64
  /// The inclusion proof, from the leaf up.
  public let path: [SHA256Hash]
  /// The checkpoint that it leads to.
  public let checkpoint: Checkpoint
  /// The format's optional application data, or nil; this product writes none.
  public let extra: [UInt8]?

  /// Reads a proof.
  ///
  /// - Throws: `LogFormatError`.
  public init(_ bytes: [UInt8]) throws(LogFormatError) {
    guard
      let gap = bytes.indices.dropLast().first(where: { bytes[$0] == 0x0a && bytes[$0 + 1] == 0x0a }
      )
    else { throw LogFormatError("the proof has no checkpoint after a blank line") }
    var lines = bytes[..<gap].split(separator: 0x0a, omittingEmptySubsequences: false)[...]
    guard lines.popFirst()?.elementsEqual("c2sp.org/tlog-proof@v1".utf8) == true else {
      throw LogFormatError("the proof does not start with c2sp.org/tlog-proof@v1")
    }
    let extraLabel = Array("extra ".utf8)
    if let line = lines.first, line.starts(with: extraLabel) {
      guard let data = Base64.decode(line.dropFirst(extraLabel.count)) else {
        throw LogFormatError("the proof's extra data is not base64")
      }
      extra = data
      lines.removeFirst()
    } else {
      extra = nil
    }
    let indexLabel = Array("index ".utf8)
    guard let line = lines.popFirst(), line.starts(with: indexLabel),
      let index = PlainNumber.parse(line.dropFirst(indexLabel.count))
    else { throw LogFormatError("the proof's index is not a plain number") }
    self.index = index
    var path: [SHA256Hash] = []
    for line in lines {
      guard let hash = Base64.hash(line) else {
        throw LogFormatError("a line of the proof is not a hash in base64")
      }
      path.append(hash)
    }
    self.path = path
    checkpoint = try Checkpoint(Array(bytes[(gap + 2)...]))
  }
}
