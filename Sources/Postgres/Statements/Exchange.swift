import CLibPQ

/// One statement sent and answered, with the question "is it done?" kept apart from "was it sent?".
extension Connection {
  /// What a loss of the connection after sending would mean.
  enum Stake {
    /// The statement commits by itself, or is COMMIT: it may be done.
    case commits
    /// A transaction is open around it: the server rolls back.
    case rollsBack
  }

  /// The stake of an ordinary statement sent now.
  func stake(_ handle: OpaquePointer) -> Stake {
    PQtransactionStatus(handle) == PQTRANS_IDLE ? .commits : .rollsBack
  }

  /// Sends with `send` (a PQsend… call) and gives the last result, or throws the first error.
  ///
  /// PQexec is not used: it tells "could not send" and "no answer" by one and the same NULL.
  func exchange(
    _ handle: OpaquePointer, stake: Stake, _ send: () -> Int32
  ) throws(PostgresError) -> ResultHandle {
    guard send() == 1 else { throw notSent(handle) }
    var last: OpaquePointer?
    var failure: PostgresError?
    // The manual: PQgetResult "must be called repeatedly until it returns a null pointer". An error
    // may come after a good result: a deferred constraint fails at the commit.
    while let result = PQgetResult(handle) {
      let status = PQresultStatus(result)
      switch status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
        last.map { PQclear($0) }
        last = result
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        PQclear(result)
        failure = failure ?? leaveCopy(handle, status)
      default:
        failure = failure ?? error(from: result)
        PQclear(result)
      }
      if PQstatus(handle) == CONNECTION_BAD { break }
    }
    if PQstatus(handle) == CONNECTION_BAD {
      last.map { PQclear($0) }
      throw lost(handle, stake: stake, after: failure)
    }
    if let failure {
      last.map { PQclear($0) }
      throw failure
    }
    guard let last else {
      throw .usage(.wrongStatement, "the statement gave no result")
    }
    return ResultHandle(last)
  }

  /// A COPY run as an ordinary statement: end it, so that the connection stays usable.
  func leaveCopy(_ handle: OpaquePointer, _ status: ExecStatusType) -> PostgresError {
    if status == PGRES_COPY_OUT {
      var buffer: UnsafeMutablePointer<CChar>?
      while PQgetCopyData(handle, &buffer, 0) > 0 { PQfreemem(buffer) }
    } else {
      PQputCopyEnd(handle, "nothing to copy")
    }
    return .usage(.wrongStatement, "COPY must be run with copyIn or copyOut")
  }

  /// The error of a result that carries one.
  func error(from result: OpaquePointer, batchIndex: Int? = nil) -> PostgresError {
    let server = ServerMessage(result: result)
    let interrupted = server.sqlState == .queryCanceled
    return PostgresError(
      interrupted ? .interrupted : .server, server.message, server: server, batchIndex: batchIndex)
  }

  /// A PQsend… call that gave 0. Without the final Sync or the whole Query message the server runs
  /// nothing, or commits nothing of it.
  func notSent(_ handle: OpaquePointer) -> PostgresError {
    let text = trimmed(String(cString: PQerrorMessage(handle)))
    if PQstatus(handle) == CONNECTION_BAD { return PostgresError(.connectionLost, text) }
    return .usage(.busy, text)
  }

  /// The connection broke after sending. Even when the server said FATAL before it hung up, it may
  /// have said so after a commit whose answer was not sent: so the stake decides, not the text.
  func lost(
    _ handle: OpaquePointer, stake: Stake, after failure: PostgresError?
  ) -> PostgresError {
    let text = trimmed(String(cString: PQerrorMessage(handle)))
    return PostgresError(
      stake == .commits ? .outcomeUnknown : .connectionLost, failure?.message ?? text,
      server: failure?.server, batchIndex: failure?.batchIndex)
  }
}
