import CLibPQ

/// One connection to PostgreSQL: synchronous, one thing at a time.
///
/// Not `Sendable`, and every call blocks its thread: use it from one thread, never from Swift's
/// cooperative pool. To interrupt a call from elsewhere there is `cancelHandle`.
/// ```swift
/// let connection = try Connection.connect(ConnectionParameters("dbname=casework"))
/// let rows = try connection.query("SELECT number, state FROM cases WHERE id = $1", [id])
/// for row in rows { print(try row.string("number")) }
/// ```
public final class Connection {
  /// `nil` once closed.
  var handle: OpaquePointer?
  /// What a stream, a copy, a batch or a transaction is doing right now.
  var activity = Activity.idle
  /// How many transactions are open around the present call; beyond the first they are savepoints.
  var transactionDepth = 0
  /// Makes names of prepared statements unique on this connection.
  var statementNumber = 0
  let noticeBox: NoticeBox

  enum Activity {
    case idle
    case streaming
  }

  /// Takes over an open connection.
  init(owning handle: OpaquePointer, noticeBox: NoticeBox) {
    self.handle = handle
    self.noticeBox = noticeBox
  }

  deinit {
    close()
  }

  /// Ends the connection; an open transaction is rolled back by the server. Later calls throw
  /// `usage(closed)`; closing again does nothing.
  public func close() {
    guard let handle else { return }
    // PQfinish must be called even for a broken connection (the manual): it frees the memory.
    PQfinish(handle)
    self.handle = nil
  }

  /// The open handle, for statements that must not run inside a stream, a copy or a batch.
  func idleHandle() throws(PostgresError) -> OpaquePointer {
    let handle = try openHandle()
    guard activity == .idle else {
      throw .usage(.busy, "the connection is in the middle of a stream, a copy or a batch")
    }
    return handle
  }

  func openHandle() throws(PostgresError) -> OpaquePointer {
    guard let handle else { throw .usage(.closed, "the connection is closed") }
    return handle
  }
}

/// A connection belongs to one thread at a time.
@available(*, unavailable)
extension Connection: Sendable {}
