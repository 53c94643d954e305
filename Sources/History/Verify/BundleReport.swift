/// What verifying a bundle showed.
public struct BundleReport: Sendable {
  /// Everything that was refused; empty for a good bundle.
  public var findings: Findings
  /// Entries read.
  public var entries: Int64 = 0
  /// Cases read.
  public var cases = 0
  /// Entries newer than the seal, by case: true to their chain, but not yet in the signed log.
  public var unsealed: [UUIDBytes: Int64] = [:]
  /// Payloads that match their commitments.
  public var payloads = 0
  /// Payloads that were erased.
  public var erased = 0
  /// The checkpoint, if it could be read.
  public var checkpoint: Checkpoint?
  /// The seal that closes the log, if a head proof led to it.
  public var seal: Seal?
  /// The key that was believed.
  public var key: VerifierKey?
  /// Whether the key came from the verifier and not from the bundle itself.
  public var keyWasKnown = false
  /// Whether the bundle holds every case and entry that the seal counts.
  public var isComplete = false
  /// Older checkpoints that the log was shown to continue.
  public var olderCheckpoints = 0

  /// Whether nothing was refused.
  public var isValid: Bool { findings.isEmpty }
}
