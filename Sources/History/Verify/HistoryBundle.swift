/// The files of an exported history as bytes, named as in the bundle's layout.
public struct HistoryBundle: Sendable {
  /// `install`: the installation's uuid.
  public var install: [UInt8]
  /// `events.jsonl`.
  public var events: [UInt8]
  /// `payloads.jsonl`.
  public var payloads: [UInt8]
  /// `checkpoint`: the signed note.
  public var checkpoint: [UInt8]
  /// `vkey`: the key that the bundle says signed it; whom to believe is the verifier's choice.
  public var vkey: [UInt8]
  /// `proofs/CASE.tlog-proof` by file name without folder.
  public var proofs: [String: [UInt8]]
  /// `heads/CASE.json` by file name without folder.
  public var heads: [String: [UInt8]]
  /// `consistency`, if there is one.
  public var consistency: [UInt8]?

  /// Makes a bundle of its files.
  public init(
    install: [UInt8], events: [UInt8], payloads: [UInt8], checkpoint: [UInt8], vkey: [UInt8],
    proofs: [String: [UInt8]], heads: [String: [UInt8]], consistency: [UInt8]? = nil
  ) {
    self.install = install
    self.events = events
    self.payloads = payloads
    self.checkpoint = checkpoint
    self.vkey = vkey
    self.proofs = proofs
    self.heads = heads
    self.consistency = consistency
  }
}
