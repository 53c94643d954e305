import CLibPQ

extension Connection {
  /// Sends a prepared statement and returns while the server works on it.
  ///
  /// Until its rows are taken the connection does nothing else.
  /// ```swift
  /// let pending = try connection.begin(statement, [id])
  /// prepareTheNext()
  /// let rows = try pending.finish()
  /// ```
  /// - Throws: `usage(busy)` in the middle of something else, `connectionLost` when it could not be
  ///   sent. What the server says comes from `finish`.
  public func begin(
    _ statement: PreparedStatement, _ parameters: Parameters = []
  ) throws(PostgresError) -> PendingRows {
    let handle = try idleHandle()
    let list = try ParameterList(parameters)
    let stake = stake(handle)
    guard Self.send(handle, prepared: statement.name, list) == 1 else { throw notSent(handle) }
    activity = .streaming
    return PendingRows(self, stake)
  }
}

/// The rows of a statement that the server is working on. Dropping it waits for the end of the
/// statement and forgets them.
public final class PendingRows {
  /// `nil` once finished.
  private var connection: Connection?
  private let stake: Connection.Stake

  fileprivate init(_ connection: Connection, _ stake: Connection.Stake) {
    self.connection = connection
    self.stake = stake
  }

  deinit { _ = try? finish() }

  /// Waits for the statement's end and copies its whole result. Throws as `Connection.query`, and
  /// `usage(closed)` the second time.
  public func finish() throws(PostgresError) -> Rows {
    guard let connection else { throw .usage(.closed, "the rows were taken already") }
    self.connection = nil
    let handle = try connection.openHandle()
    connection.activity = .idle
    return Rows(try connection.exchange(handle, stake: stake) { 1 })
  }
}

@available(*, unavailable)
extension PendingRows: Sendable {}
