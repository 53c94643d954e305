import Glibc
import History
public import Postgres

/// One person's connection to a Casework database: every use case is a method of it.
///
/// Who acts is the login of the connection; nothing here can name another. Not `Sendable`, as its
/// connection is not.
///
/// ```swift
/// let session = Session(try Connection.connect(ConnectionParameters("dbname=casework")))
/// let answer = try session.act(
///   "HG-2026-000123", action: "approve", fields: .object([]), expect: 7, request: .random())
/// ```
public final class Session {
  /// The connection; the session uses it alone.
  public let connection: Connection

  /// Takes over a connection.
  public init(_ connection: Connection) { self.connection = connection }

  /// The database and the login, so that a journalled request is never sent elsewhere.
  public var identity: String {
    Self.identity(
      user: connection.user, host: connection.host, port: connection.port,
      database: connection.database)
  }

  private static func identity(
    user: String, host: String, port: String, database: String
  ) -> String {
    "\(user)@\(host):\(port)/\(database)"
  }

  /// The identity of the session over a connection that is being made; nil where it is not known
  /// before the connection stands.
  public static func identity(of pending: PendingConnection) -> String? {
    pending.target.map {
      identity(user: $0.user, host: $0.host, port: $0.port, database: $0.database)
    }
  }

  /// Makes ready what every statement needs, while a connection is being made: the name of this
  /// program's schema is a digest over all its SQL.
  public static func prepare() { _ = SQLRelease.embedded.name }

  /// The login that acts.
  public var login: String { connection.user }
}

extension Session {
  /// Calls a function of the schema `casework` that gives one JSON value.
  ///
  /// The release of the schema is compared in the same statement, before the function runs, so that
  /// an outdated schema costs no round trip to find.
  func call(
    _ function: String, _ parameters: Parameters, request: RequestID? = nil
  ) throws(CasebookError) -> JSON {
    let values = try callAll(function, parameters, request: request)
    guard let value = values.first else {
      throw .damaged("\(function) gave no answer", detail: .object([]))
    }
    return value
  }

  /// Calls a function that gives any number of JSON values.
  func callAll(
    _ function: String, _ parameters: Parameters, request: RequestID? = nil
  ) throws(CasebookError) -> [JSON] {
    let places = (0..<parameters.count).map { "$\($0 + 1)" }.joined(separator: ", ")
    return try values(
      "SELECT \(function)(\(places)) WHERE casework.release() = $\(parameters.count + 1)",
      parameters + [SQLRelease.embedded.name], request: request, guarded: true)
  }

  /// The JSON values in the first column of a statement's rows.
  func values(
    _ sql: String, _ parameters: Parameters = [], request: RequestID? = nil, guarded: Bool = false
  ) throws(CasebookError) -> [JSON] {
    let rows = try rows(sql, parameters, request: request)
    if guarded, rows.isEmpty { try requireCurrentSchema() }
    var values: [JSON] = []
    for row in rows.values {
      guard let text = row.first ?? nil else {
        values.append(.null)
        continue
      }
      do {
        values.append(try JSON.parse(text, limits: .init(bytes: 1 << 30)))
      } catch {
        throw .damaged("the database's answer is not JSON: \(error)", detail: .object([]))
      }
    }
    return values
  }

  /// Runs a statement; one that the server gave up for others' sake is run again, which its request
  /// id makes safe.
  private func rows(
    _ sql: String, _ parameters: Parameters, request: RequestID?
  ) throws(CasebookError) -> Rows {
    var attempt = 1
    while true {
      do throws(PostgresError) {
        return try connection.query(sql, parameters)
      } catch {
        // A lock was waited for already: once more, not for a minute.
        let limit = error.sqlState == SQLState.lockNotAvailable ? 2 : 5
        guard error.isRetryable, attempt < limit, connection.transactionStatus == .idle else {
          throw explained(error, request: request)
        }
        usleep(UInt32.random(in: 1_000...(20_000 << UInt32(attempt))))
        attempt += 1
      }
    }
  }

  /// The error of a statement; one that a missing or old schema explains becomes that.
  func explained(_ error: PostgresError, request: RequestID? = nil) -> CasebookError {
    switch error.sqlState {
    case SQLState.undefinedFunction?, SQLState.undefinedTable?, SQLState.invalidSchemaName?,
      SQLState.insufficientPrivilege?:
      do {
        try requireCurrentSchema()
      } catch {
        return error
      }
      return CasebookError(error, request: request)
    default: return CasebookError(error, request: request)
    }
  }
}
