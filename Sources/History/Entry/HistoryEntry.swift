/// One entry of a case's history, the record `casework/event/v1` of docs/history-format.md.
///
/// The bytes are a public promise: the database computes the same in PL/pgSQL, and an independent
/// program of a page verifies them.
public struct HistoryEntry: Hashable, Sendable {
  /// The installation that wrote the entry; not repeated in `events.jsonl`.
  public var install: UUIDBytes
  /// The case.
  public var caseID: UUIDBytes
  /// The entry's place in its case: 1, 2, 3 … without gaps.
  public var seq: Int64
  /// The hash of the entry before, or the case's genesis.
  public var prev: SHA256Hash
  /// Microseconds since 1970-01-01 UTC; rises strictly within a case.
  public var atMicroseconds: Int64
  /// The database login that acted (`session_user`).
  public var actor: String
  /// The person behind the login.
  public var person: UUIDBytes?
  /// The product role that was used.
  public var role: String?
  /// The action's name or a reserved built-in such as `open` or `note`.
  public var kind: String
  /// The definition's name and version, as `hardship@1`.
  public var workflow: String?
  /// SHA-256 of the definition file's exact bytes.
  public var workflowHash: SHA256Hash?
  /// The state before.
  public var from: String?
  /// The state after.
  public var to: String?
  /// Money moved, in the currency's minor units.
  public var amount: Int64?
  /// ISO 4217 code.
  public var currency: String?
  /// The fund that the money belongs to.
  public var fund: UUIDBytes?
  /// The object approved or acted on.
  public var ref: UUIDBytes?
  /// Digest of the content of `ref` that was signed.
  public var refHash: SHA256Hash?
  /// The client's request id.
  public var idem: String?
  /// Commitment to the payload, which is kept apart because it can be erased.
  public var payload: SHA256Hash?
  /// The entry's hash as recorded; `computedHash` is what it must be.
  public var hash: SHA256Hash

  /// Makes an entry; without `hash` it gets the hash of its own bytes.
  public init(
    install: UUIDBytes, caseID: UUIDBytes, seq: Int64, prev: SHA256Hash, atMicroseconds: Int64,
    actor: String, person: UUIDBytes? = nil, role: String? = nil, kind: String,
    workflow: String? = nil, workflowHash: SHA256Hash? = nil, from: String? = nil,
    to: String? = nil, amount: Int64? = nil, currency: String? = nil, fund: UUIDBytes? = nil,
    ref: UUIDBytes? = nil, refHash: SHA256Hash? = nil, idem: String? = nil,
    payload: SHA256Hash? = nil, hash: SHA256Hash? = nil
  ) {
    self.install = install
    self.caseID = caseID
    self.seq = seq
    self.prev = prev
    self.atMicroseconds = atMicroseconds
    self.actor = actor
    self.person = person
    self.role = role
    self.kind = kind
    self.workflow = workflow
    self.workflowHash = workflowHash
    self.from = from
    self.to = to
    self.amount = amount
    self.currency = currency
    self.fund = fund
    self.ref = ref
    self.refHash = refHash
    self.idem = idem
    self.payload = payload
    self.hash = hash ?? prev
    if hash == nil { self.hash = computedHash }
  }
}
