import CLibPQ

extension Connection {
  /// How many statements are sent before their answers are read: enough that round trips do not
  /// matter, few enough that neither side buffers much.
  static let batchSize = 500

  /// Runs one statement for many parameter lists, in few round trips, all or nothing.
  ///
  /// Outside a transaction the batch makes one of its own. For tens of thousands of plain rows
  /// `copyIn` is three times as fast.
  /// ```swift
  /// try connection.batch("INSERT INTO day (date, works) VALUES ($1, $2)", days.map { [$0.text, $0.works] })
  /// ```
  /// - Returns: how many rows were changed in all.
  /// - Throws: the first failure, with `batchIndex` (from 0) when one item caused it; else as
  ///   `query`.
  @discardableResult
  public func batch(
    _ sql: String, _ parameters: some Sequence<Parameters>
  ) throws(PostgresError) -> Int {
    let sql = try checkedForNul(sql, "the statement")
    guard transactionStatus == .idle else { return try sendBatch(sql, parameters) }
    try execute("BEGIN")
    let count: Int
    do throws(PostgresError) {
      count = try sendBatch(sql, parameters)
    } catch {
      rollBackAfterFailure("ROLLBACK")
      throw error
    }
    try commit()
    return count
  }

  /// Runs several statements in one round trip and gives each one's result.
  ///
  /// Outside a transaction they are one (the manual: the statements up to the synchronisation are
  /// an implicit transaction, unless they begin and end their own).
  ///
  /// - Throws: the first failure, with `batchIndex`; nothing after it was run. Else as `query`.
  public func pipeline(
    _ statements: [(sql: String, parameters: Parameters)]
  ) throws(PostgresError) -> [Rows] {
    var items: [(String, ParameterList)] = []
    for (index, statement) in statements.enumerated() {
      let sql = try checkedForNul(statement.sql, "the statement")
      items.append((sql, try Self.encoded(statement.parameters, index)))
    }
    let handle = try idleHandle()
    let stake = stake(handle)
    var rows: [Rows] = []
    try inPipelineMode(handle) { () throws(PostgresError) in
      for (sql, list) in items where Self.send(handle, sql, list) != 1 { throw notSent(handle) }
      try receive(handle, items.count, from: 0, stake: stake) { rows.append(Rows($0)) }
    }
    return rows
  }

  private func sendBatch(
    _ sql: String, _ parameters: some Sequence<Parameters>
  ) throws(PostgresError) -> Int {
    let handle = try idleHandle()
    // The nameless statement: it stays until the next one, also behind a pooler, because a
    // transaction is open.
    _ = try exchange(handle, stake: .rollsBack) { PQsendPrepare(handle, "", sql, 0, nil) }
    var iterator = parameters.makeIterator()
    var changed = 0
    var start = 0
    try inPipelineMode(handle) { () throws(PostgresError) in
      while true {
        // All of a chunk is encoded before any of it is sent, so that a bad value leaves nothing
        // half sent.
        var chunk: [ParameterList] = []
        while chunk.count < Self.batchSize, let next = iterator.next() {
          chunk.append(try Self.encoded(next, start + chunk.count))
        }
        guard !chunk.isEmpty else { return }
        for list in chunk where Self.send(handle, prepared: "", list) != 1 { throw notSent(handle) }
        try receive(handle, chunk.count, from: start, stake: .rollsBack) {
          changed += $0.affectedRows
        }
        start += chunk.count
      }
    }
    return changed
  }

  private static func encoded(
    _ parameters: Parameters, _ index: Int
  ) throws(PostgresError) -> ParameterList {
    do throws(PostgresError) {
      return try ParameterList(parameters)
    } catch {
      var error = error
      error.batchIndex = index
      throw error
    }
  }

  private func inPipelineMode(
    _ handle: OpaquePointer, _ body: () throws(PostgresError) -> Void
  ) throws(PostgresError) {
    guard PQenterPipelineMode(handle) == 1 else { throw notSent(handle) }
    activity = .streaming
    defer {
      activity = .idle
      // The manual: fails while answers are outstanding. Then nothing more can be said over this
      // connection in good order.
      if PQexitPipelineMode(handle) != 1 { close() }
    }
    try body()
  }

  /// Ends the chunk and reads every answer up to the synchronisation point, also after a failure.
  private func receive(
    _ handle: OpaquePointer, _ count: Int, from start: Int, stake: Stake,
    _ take: (borrowing ResultHandle) -> Void
  ) throws(PostgresError) {
    guard PQpipelineSync(handle) == 1 else { throw notSent(handle) }
    var failure: PostgresError?
    var item = 0
    while true {
      // In pipeline mode NULL ends one statement's results, not all of them.
      guard let pointer = PQgetResult(handle) else {
        item += 1
        if PQstatus(handle) == CONNECTION_BAD { throw lost(handle, stake: stake, after: failure) }
        continue
      }
      let result = ResultHandle(pointer)
      switch result.status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
        take(result)
      case PGRES_PIPELINE_SYNC:
        if let failure { throw failure }
        return
      case PGRES_PIPELINE_ABORTED:
        continue
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        // libpq cannot copy in pipeline mode and cannot leave it from here.
        close()
        throw .usage(.wrongStatement, "COPY cannot be part of a pipeline")
      default:
        // At the synchronisation point (a deferred constraint) no single item is to blame.
        failure =
          failure ?? error(from: pointer, batchIndex: item < count ? start + item : nil)
      }
      if PQstatus(handle) == CONNECTION_BAD { throw lost(handle, stake: stake, after: failure) }
    }
  }
}
