extension HistoryEntry {
  private static let label = "casework/event/v1"

  /// The bytes that the entry's hash is over.
  public var encoded: [UInt8] { withEncoded { Array($0) } }

  /// SHA-256 of `encoded`: what `hash` must be.
  public var computedHash: SHA256Hash { withEncoded { SHA256Hash(digesting: $0) } }

  /// The value of `prev` in the first entry of a case: SHA-256 of the genesis record.
  public static func genesis(install: UUIDBytes, caseID: UUIDBytes) -> SHA256Hash {
    FieldWriter.withFields(room: 3 * FieldWriter.fixedFieldBytes) { fields in
      fields.text("casework/genesis/v1")
      fields.uuid(install)
      fields.uuid(caseID)
    } use: {
      SHA256Hash(digesting: $0)
    }
  }

  private func withEncoded<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
    // Split in two: one long sum of optionals is slow to type-check.
    let fixed = FieldWriter.fixedFieldBytes * 13
    let names = FieldWriter.room(actor) + FieldWriter.room(role) + FieldWriter.room(kind)
    let texts = FieldWriter.room(workflow) + FieldWriter.room(from) + FieldWriter.room(to)
    let codes = FieldWriter.room(currency) + FieldWriter.room(idem)
    return FieldWriter.withFields(room: fixed + names + texts + codes) { fields in
      fields.text(Self.label)
      fields.uuid(install)
      fields.uuid(caseID)
      fields.integer(seq)
      fields.hash(prev)
      fields.integer(atMicroseconds)
      fields.text(actor)
      fields.uuid(person)
      fields.text(role)
      fields.text(kind)
      fields.text(workflow)
      fields.hash(workflowHash)
      fields.text(from)
      fields.text(to)
      fields.integer(amount)
      fields.text(currency)
      fields.uuid(fund)
      fields.uuid(ref)
      fields.hash(refHash)
      fields.text(idem)
      fields.hash(payload)
    } use: {
      use($0)
    }
  }
}
