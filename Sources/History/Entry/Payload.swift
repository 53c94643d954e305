/// What an entry keeps apart so that it can be erased: a random salt and a body.
///
/// The entry holds only the commitment; after erasure neither salt nor body is left, and the chain
/// still verifies.
public struct Payload: Hashable, Sendable {
  /// Thirty-two random bytes.
  public var salt: SHA256Hash
  /// The body's bytes exactly as stored.
  public var body: [UInt8]

  /// Makes a payload of a salt and the body's exact bytes.
  public init(salt: SHA256Hash, body: [UInt8]) {
    self.salt = salt
    self.body = body
  }

  /// SHA-256 of the record `casework/payload/v1`.
  public var commitment: SHA256Hash {
    FieldWriter.withFields(room: 3 * FieldWriter.fixedFieldBytes + body.count) { fields in
      fields.text("casework/payload/v1")
      fields.hash(salt)
      body.withUnsafeBytes { fields.raw($0) }
    } use: {
      SHA256Hash(digesting: $0)
    }
  }
}
