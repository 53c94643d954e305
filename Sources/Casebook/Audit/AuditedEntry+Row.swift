import History
import Postgres

extension AuditedEntry {
  /// The columns that `init(_:payloads:)` reads, in its order.
  static let columns = """
    e.number, e.install, e."case", e.seq, e.prev, e.at_us, e.actor, e.person, e.role, e.kind,
    e.workflow, e.workflow_sha256, e."from", e."to", e.amount, e.currency, e.fund, e.ref,
    e.ref_hash, e.idem, e.payload, e.hash
    """

  /// Reads a row of `columns`; with payloads, three more: whether there is a row of it, salt, body.
  ///
  /// By place and not by name: looking names up would cost more than the hashes.
  init(_ row: borrowing Row, payloads: Bool) throws {
    number = try row.string(0)
    entry = HistoryEntry(
      install: try Self.uuid(row, 1), caseID: try Self.uuid(row, 2),
      seq: Int64(try row.int(3)), prev: try Self.hash(row, 4),
      atMicroseconds: Int64(try row.int(5)),
      actor: try row.string(6), person: try Self.uuidIfAny(row, 7), role: try row.optional(8),
      kind: try row.string(9), workflow: try row.optional(10),
      workflowHash: try Self.hashIfAny(row, 11), from: try row.optional(12),
      to: try row.optional(13), amount: try row.optional(14, as: Int.self).map { Int64($0) },
      currency: try row.optional(15),
      fund: try Self.uuidIfAny(row, 16), ref: try Self.uuidIfAny(row, 17),
      refHash: try Self.hashIfAny(row, 18), idem: try row.optional(19),
      payload: try Self.hashIfAny(row, 20), hash: try Self.hash(row, 21))
    guard payloads else { return }
    if try !row.bool(22) {
      content = .withheld
    } else if let salt = try Self.hashIfAny(row, 23), let body: String = try row.optional(24) {
      content = .present(Payload(salt: salt, body: Array(body.utf8)))
    } else {
      content = .erased
    }
  }

  private static func uuidIfAny(_ row: borrowing Row, _ place: Int) throws -> UUIDBytes? {
    try row.isNull(.index(place)) ? nil : uuid(row, place)
  }

  private static func hashIfAny(_ row: borrowing Row, _ place: Int) throws -> SHA256Hash? {
    try row.isNull(.index(place)) ? nil : hash(row, place)
  }

  private static func uuid(_ row: borrowing Row, _ place: Int) throws -> UUIDBytes {
    guard let uuid = UUIDBytes(try row.string(.index(place))) else { throw unreadable(place) }
    return uuid
  }

  private static func hash(_ row: borrowing Row, _ place: Int) throws -> SHA256Hash {
    guard let hash = SHA256Hash(hex: try row.string(.index(place))) else { throw unreadable(place) }
    return hash
  }

  /// A hash that somebody made shorter is damage, not a mistake of this program.
  private static func unreadable(_ place: Int) -> CasebookError {
    .damaged("an entry's column \(place + 1) is no uuid or hash", detail: .object([]))
  }
}
