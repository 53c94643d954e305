/// The last entry of a case: how many entries there are and the hash they end in.
public struct CaseHead: Hashable, Sendable {
  /// The case.
  public var caseID: UUIDBytes
  /// The last entry's number, which is the count of entries.
  public var seq: Int64
  /// The last entry's hash.
  public var hash: SHA256Hash

  /// Makes a head.
  public init(caseID: UUIDBytes, seq: Int64, hash: SHA256Hash) {
    self.caseID = caseID
    self.seq = seq
    self.hash = hash
  }

  /// The bytes of the record `casework/head/v1`.
  public var encoded: [UInt8] { withEncoded { Array($0) } }

  /// The head's leaf in the heads tree: SHA-256(00 ‖ encoded).
  public var leaf: SHA256Hash { withEncoded { Merkle.leaf(of: $0) } }

  private func withEncoded<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
    FieldWriter.withFields(room: 4 * FieldWriter.fixedFieldBytes) { fields in
      fields.text("casework/head/v1")
      fields.uuid(caseID)
      fields.integer(seq)
      fields.hash(hash)
    } use: {
      use($0)
    }
  }
}
