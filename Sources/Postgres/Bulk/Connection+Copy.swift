import CLibPQ

extension Connection {
  /// Runs a `COPY … FROM STDIN` with what `body` writes. When `body` throws, the server is told to
  /// drop all of it.
  /// ```swift
  /// let count = try connection.copyIn("COPY person (name, born) FROM STDIN") { writer in
  ///   for person in people { try writer.writeRow([person.name, person.born]) }
  /// }
  /// ```
  /// - Returns: how many rows were taken.
  /// - Throws: what `body` throws; else as `query`, and `usage(wrongStatement)` for other statements.
  @discardableResult
  public func copyIn(
    _ sql: String, _ body: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    let (handle, stake) = try beginCopy(sql, PGRES_COPY_IN)
    activity = .streaming
    defer { activity = .idle }
    var writer = CopyWriter(handle: handle)
    do {
      try body(&writer)
      try writer.flush()
    } catch {
      // The manual: an error message instead of NULL makes the server fail the COPY. The text of
      // `error` stays here: it may quote a value, and the server may log it.
      PQputCopyEnd(handle, "the client stopped writing")
      _ = try? finish(handle, stake: .rollsBack)
      throw error
    }
    guard PQputCopyEnd(handle, nil) == 1 else { throw notSent(handle) }
    return try finish(handle, stake: stake).affectedRows
  }

  /// Runs a `COPY … TO STDOUT` and lends its data to `body`, row by row in the text and CSV formats,
  /// at constant memory.
  ///
  /// An error may come after data: write to a temporary place and rename at the end. When `body`
  /// throws, the statement is cancelled and the connection is usable.
  ///
  /// - Returns: how many rows there were.
  /// - Throws: what `body` throws; else as `query`, and `usage(wrongStatement)` for other statements.
  @discardableResult
  public func copyOut(
    _ sql: String, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Int {
    let (handle, stake) = try beginCopy(sql, PGRES_COPY_OUT)
    activity = .streaming
    defer { activity = .idle }
    var bodyError: (any Error)?
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      // The manual: the length of one row's data, -1 at the end, -2 for an error, which the next
      // PQgetResult explains; the buffer is freed with PQfreemem.
      let length = PQgetCopyData(handle, &buffer, 0)
      guard length > 0 else { break }
      defer { PQfreemem(buffer) }
      guard bodyError == nil else { continue }
      do {
        try body(UnsafeRawBufferPointer(start: buffer, count: Int(length)))
      } catch {
        bodyError = error
        cancelHandle?.cancel()
      }
    }
    if let bodyError {
      _ = try? finish(handle, stake: .rollsBack)
      throw bodyError
    }
    return try finish(handle, stake: stake).affectedRows
  }

  /// The stake is taken before sending: during COPY libpq calls every transaction active.
  private func beginCopy(
    _ sql: String, _ wanted: ExecStatusType
  ) throws(PostgresError) -> (OpaquePointer, Stake) {
    let handle = try idleHandle()
    let sql = try checkedForNul(sql, "the statement")
    let stake = stake(handle)
    let list = try ParameterList([])
    guard Self.send(handle, sql, list) == 1 else { throw notSent(handle) }
    guard let first = PQgetResult(handle) else { throw notSent(handle) }
    let result = ResultHandle(first)
    if result.status == wanted { return (handle, stake) }
    try endOther(handle, result, stake)
    throw .usage(.wrongStatement, "the statement does not copy in this direction")
  }

  /// Reads a statement that turned out to be no such COPY to its end; throws its error, if any.
  private func endOther(
    _ handle: OpaquePointer, _ result: borrowing ResultHandle, _ stake: Stake
  ) throws(PostgresError) {
    var failure: PostgresError?
    switch result.status {
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      _ = leaveCopy(handle, result.status)
      _ = try? finish(handle, stake: .rollsBack)
      return
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
      break
    default:
      failure = error(from: result.pointer)
    }
    while let next = PQgetResult(handle) { PQclear(next) }
    if PQstatus(handle) == CONNECTION_BAD {
      throw lost(handle, stake: stake, after: failure)
    }
    if let failure { throw failure }
  }

  private func finish(
    _ handle: OpaquePointer, stake: Stake
  ) throws(PostgresError) -> ResultHandle {
    try exchange(handle, stake: stake) { 1 }
  }
}
