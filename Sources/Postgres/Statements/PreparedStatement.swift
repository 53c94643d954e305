import CLibPQ

/// A statement that the server has parsed once, to be run many times on its connection.
///
/// It lives as long as the connection. Not behind a pooler in transaction mode, where the next
/// statement may meet another server process.
public struct PreparedStatement: Hashable, Sendable {
  /// Its name on the connection.
  let name: String
  /// Its text.
  public let sql: String
}

extension Connection {
  /// Has the server parse a statement. Throws as `query`.
  public func prepare(_ sql: String) throws(PostgresError) -> PreparedStatement {
    let handle = try idleHandle()
    let sql = try checkedForNul(sql, "the statement")
    statementNumber += 1
    let name = "statement_\(statementNumber)"
    // Preparing changes nothing that a lost connection could leave in doubt.
    _ = try exchange(handle, stake: .rollsBack) { PQsendPrepare(handle, name, sql, 0, nil) }
    return PreparedStatement(name: name, sql: sql)
  }

  /// Runs a prepared statement and copies its whole result. Throws as `query` of a text.
  public func query(
    _ statement: PreparedStatement, _ parameters: Parameters = []
  ) throws(PostgresError) -> Rows {
    Rows(try run(statement, parameters))
  }

  /// Runs a prepared statement for its effect and gives how many rows it changed. Throws as `query`.
  @discardableResult
  public func execute(
    _ statement: PreparedStatement, _ parameters: Parameters = []
  ) throws(PostgresError) -> Int {
    try run(statement, parameters).affectedRows
  }

  private func run(
    _ statement: PreparedStatement, _ parameters: Parameters
  ) throws(PostgresError) -> ResultHandle {
    let handle = try idleHandle()
    let list = try ParameterList(parameters)
    return try exchange(handle, stake: stake(handle)) {
      Self.send(handle, prepared: statement.name, list)
    }
  }

  static func send(
    _ handle: OpaquePointer, prepared name: String, _ list: ParameterList
  ) -> Int32 {
    list.withPointers { count, values in
      PQsendQueryPrepared(handle, name, count, values, nil, nil, 0)
    }
  }
}
