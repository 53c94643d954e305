public import History

/// An entry of the history as an auditor reads it, with what is kept beside it.
public struct AuditedEntry: Sendable {
  /// What lies behind an entry's commitment.
  public enum Content: Sendable {
    /// Salt and body, for this auditor to check.
    case present(Payload)
    /// Erased: the commitment alone is left.
    case erased
    /// Kept, but not for this auditor to read.
    case withheld
  }

  /// The entry.
  public var entry: HistoryEntry
  /// The case's number.
  public var number: String
  /// What lies behind the commitment; nil when it was not asked for.
  public var content: Content?

  /// The entry's line of `payloads.jsonl`; a payload that is withheld has the line of an erased one.
  public var payloadLine: PayloadLine? {
    guard let commitment = entry.payload, let content else { return nil }
    if case .present(let payload) = content {
      return PayloadLine(commitment: commitment, payload: payload)
    }
    return PayloadLine(commitment: commitment, payload: nil)
  }

  /// What is behind the commitment, if this auditor may read it and it is what was committed to.
  var body: [UInt8]? {
    guard case .present(let payload) = content, payload.commitment == entry.payload else {
      return nil
    }
    return payload.body
  }
}
