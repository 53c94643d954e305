import CLibPQ

extension Connection {
  /// Runs one statement and lends its rows to `body` one by one, at constant memory (single-row
  /// mode).
  ///
  /// An error may come after rows: write to a temporary place and rename at the end. When `body`
  /// throws, the statement is cancelled, its remaining rows are dropped, and the connection is
  /// usable.
  ///
  /// - Returns: how many rows there were.
  /// - Throws: what `body` throws; else as `query`.
  @discardableResult
  public func forEachRow(
    _ sql: String, _ parameters: Parameters = [], _ body: (borrowing Row) throws -> Void
  ) throws -> Int {
    let handle = try idleHandle()
    let sql = try checkedForNul(sql, "the statement")
    let list = try ParameterList(parameters)
    let stake = stake(handle)
    guard Self.send(handle, sql, list) == 1 else { throw notSent(handle) }
    // The manual: must be asked for right after sending, before the first PQgetResult.
    PQsetSingleRowMode(handle)
    activity = .streaming
    defer { activity = .idle }
    return try receive(handle, stake, body)
  }

  private func receive(
    _ handle: OpaquePointer, _ stake: Stake, _ body: (borrowing Row) throws -> Void
  ) throws -> Int {
    var count = 0
    var bodyError: (any Error)?
    var failure: PostgresError?
    while let pointer = PQgetResult(handle) {
      let result = ResultHandle(pointer)
      switch result.status {
      case PGRES_SINGLE_TUPLE:
        guard bodyError == nil else { continue }
        count += 1
        do {
          try body(Row(result: pointer, number: 0))
        } catch {
          bodyError = error
          cancelHandle?.cancel()
        }
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        continue
      default:
        failure = failure ?? error(from: pointer)
      }
      if PQstatus(handle) == CONNECTION_BAD { break }
    }
    if let bodyError { throw bodyError }
    if PQstatus(handle) == CONNECTION_BAD { throw lost(handle, stake: stake, after: failure) }
    if let failure { throw failure }
    return count
  }
}
