/// The record that closes a sealing: the log's last leaf, stating every case's length.
public struct Seal: Hashable, Sendable {
  /// The installation.
  public var install: UUIDBytes
  /// The seal's number.
  public var number: Int64
  /// Microseconds since 1970-01-01 UTC.
  public var atMicroseconds: Int64
  /// Entries sealed so far.
  public var events: Int64
  /// Cases sealed so far.
  public var cases: Int64
  /// Merkle root over the heads of all sealed cases.
  public var headsRoot: SHA256Hash

  /// Makes a seal.
  public init(
    install: UUIDBytes, number: Int64, atMicroseconds: Int64, events: Int64, cases: Int64,
    headsRoot: SHA256Hash
  ) {
    self.install = install
    self.number = number
    self.atMicroseconds = atMicroseconds
    self.events = events
    self.cases = cases
    self.headsRoot = headsRoot
  }

  /// The bytes of the record `casework/seal/v1`.
  public var encoded: [UInt8] { withEncoded { Array($0) } }

  /// SHA-256 of `encoded`: what the log holds as an entry's hash.
  public var hash: SHA256Hash { withEncoded { SHA256Hash(digesting: $0) } }

  private func withEncoded<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
    FieldWriter.withFields(room: 7 * FieldWriter.fixedFieldBytes) { fields in
      fields.text("casework/seal/v1")
      fields.uuid(install)
      fields.integer(number)
      fields.integer(atMicroseconds)
      fields.integer(events)
      fields.integer(cases)
      fields.hash(headsRoot)
    } use: {
      use($0)
    }
  }
}
