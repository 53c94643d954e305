import CLibPQ

extension Connection {
  /// Runs one statement and copies its whole result.
  ///
  /// `$1`, `$2`, … stand for the parameters; never build values into the text.
  ///
  /// - Throws: `server`, `interrupted`, `connectionLost` (not done), `outcomeUnknown` (the
  ///   connection broke after an autocommit statement was sent), `usage`.
  public func query(
    _ sql: String, _ parameters: Parameters = []
  ) throws(PostgresError) -> Rows {
    Rows(try run(sql, parameters))
  }

  /// The only or first row, `nil` when there is none. Throws as `query`.
  public func queryRow(
    _ sql: String, _ parameters: Parameters = []
  ) throws(PostgresError) -> Rows.Element? {
    try query(sql, parameters).first
  }

  /// The first column of the first row. Throws as `query`, and `usage(noRow)`,
  /// `usage(unexpectedNull)`, `usage(wrongType)`.
  public func queryValue<T: PostgresDecodable>(
    _ sql: String, _ parameters: Parameters = [], as type: T.Type = T.self
  ) throws(PostgresError) -> T {
    guard let row = try queryRow(sql, parameters) else {
      throw .usage(.noRow, "the statement gave no row")
    }
    return try row.value(0)
  }

  /// Runs one statement for its effect and gives how many rows it changed. Throws as `query`.
  @discardableResult
  public func execute(
    _ sql: String, _ parameters: Parameters = []
  ) throws(PostgresError) -> Int {
    try run(sql, parameters).affectedRows
  }

  /// Runs several statements separated by semicolons, without parameters, and drops their results.
  ///
  /// The manual ("Multiple Statements in a Simple Query"): they are one transaction unless they
  /// begin and end their own; the first error ends them. Throws as `query`.
  public func executeScript(_ sql: String) throws(PostgresError) {
    let handle = try idleHandle()
    let sql = try checkedForNul(sql, "the statement")
    _ = try exchange(handle, stake: stake(handle)) { PQsendQuery(handle, sql) }
  }

  func run(
    _ sql: String, _ parameters: Parameters
  ) throws(PostgresError) -> ResultHandle {
    let handle = try idleHandle()
    let sql = try checkedForNul(sql, "the statement")
    let list = try ParameterList(parameters)
    return try exchange(handle, stake: stake(handle)) {
      Self.send(handle, sql, list)
    }
  }

  /// Always PQsendQueryParams, also without parameters: the extended protocol takes one statement
  /// only, so that text glued in by mistake cannot bring a second one.
  static func send(_ handle: OpaquePointer, _ sql: String, _ list: ParameterList) -> Int32 {
    list.withPointers { count, values in
      PQsendQueryParams(handle, sql, count, nil, values, nil, nil, 0)
    }
  }
}
