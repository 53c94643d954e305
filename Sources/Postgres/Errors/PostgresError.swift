/// Everything that this module throws by itself.
///
/// `description` is safe to log and to show: it holds no parameter values, and no text of the
/// server that quotes them. `debugDescription` is complete.
public struct PostgresError: Error, Hashable, Sendable {
  /// What went wrong, and so what may be done about it.
  public enum Kind: Hashable, Sendable {
    /// There is no connection; nothing was sent.
    case connectionFailed(ConnectionFailure)
    /// The connection is gone, and what it was doing is certainly not done: the statement was
    /// never sent, or its transaction was still open and is rolled back by the server.
    case connectionLost
    /// The connection is gone after a COMMIT or an autocommit statement was sent: it may have been
    /// done, or not. Never repeat it blindly; ask by its request id.
    case outcomeUnknown
    /// 57014: cancelled by Ctrl-C or by a timeout. The connection is usable.
    case interrupted
    /// The server refused; see `server`.
    case server
    /// The caller's mistake; nothing was sent.
    case usage(Misuse)
  }

  /// Why there is no connection.
  public enum ConnectionFailure: Hashable, Sendable {
    /// Nobody listens there, or the host is not to be found or not to be reached.
    case serverNotThere
    /// No answer within `connect_timeout`.
    case timedOut
    /// The server is starting up, recovering or shutting down.
    case notAccepting
    /// The password is wrong or none was given.
    case badPassword
    /// No such database.
    case databaseAbsent
    /// No such role.
    case roleAbsent
    /// The role exists, but the server's rules (pg_hba.conf, peer) do not let it in.
    case notAllowed
    /// No connection is free.
    case tooManyConnections
    /// The connection string or a service file cannot be read.
    case badParameters
    /// Something else; see the message.
    case other
  }

  /// The caller's mistakes.
  public enum Misuse: Hashable, Sendable {
    /// Parameter number (from 0) holds a NUL character, which PostgreSQL text cannot.
    case nulInParameter(Int)
    /// The statement, a name or a connection parameter holds a NUL character.
    case nulInText
    /// More than 65,535 parameters, the most that the protocol counts.
    case tooManyParameters(Int)
    /// The connection was closed.
    case closed
    /// The connection is in the middle of a stream, a batch, a copy or a transaction.
    case busy
    /// The statement copies data and must be run with `copyIn` or `copyOut`; or the other way round.
    case wrongStatement
    /// The transaction failed inside its closure, the closure hid that, and COMMIT rolled back.
    case committedAfterFailure
    /// No such column.
    case columnAbsent(String)
    /// A value is NULL where the reader wants one.
    case unexpectedNull(String)
    /// A value cannot be read as the wanted type. Names the column, never the value.
    case wrongType(column: String, wanted: String)
    /// No row where the reader wants one.
    case noRow
  }

  /// What went wrong.
  public var kind: Kind
  /// A text for people, in English or in the server's language. It may quote values.
  public var message: String
  /// What the server said, if it said something.
  public var server: ServerMessage?
  /// In a batch: which of its items failed, counted from 0.
  public var batchIndex: Int?

  /// An error of this kind.
  public init(
    _ kind: Kind, _ message: String, server: ServerMessage? = nil, batchIndex: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.server = server
    self.batchIndex = batchIndex
  }

  /// The server's condition, if there is one.
  public var sqlState: SQLState? { server?.sqlState }

  /// The name of the violated constraint, if there is one.
  public var constraint: String? { server?.constraint }

  /// Whether the same transaction may succeed when it is run again from its start: 40001, 40P01
  /// and 55P03, which all say that nothing of it remains.
  public var isRetryable: Bool {
    guard kind == .server, let state = sqlState else { return false }
    return state == .serializationFailure || state == .deadlockDetected
      || state == .lockNotAvailable
  }
}

extension PostgresError {
  static func usage(_ misuse: Misuse, _ message: String) -> PostgresError {
    PostgresError(.usage(misuse), message)
  }
}
