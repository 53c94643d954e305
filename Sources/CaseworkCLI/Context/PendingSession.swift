import Casebook
import Glibc
import Postgres

/// A session whose connection is being made.
final class PendingSession {
  /// As `Session.identity`; nil where it is not known before the connection stands.
  var identity: String? { Session.identity(of: connection) }

  private let context: Context
  private let parameters: ConnectionParameters
  private let connection: PendingConnection

  init(
    _ parameters: ConnectionParameters, in context: Context
  ) throws {
    self.context = context
    self.parameters = parameters
    // What every session of ours sets, sent by libpq with its first message: no further round trip
    // where the server's own are others.
    setenv("PGTZ", "UTC", 1)
    setenv("PGDATESTYLE", "ISO", 1)
    do throws(PostgresError) {
      connection = try Connection.begin(parameters)
    } catch {
      throw context.connectFailure(error, parameters)
    }
  }

  /// Waits until the connection stands, or says what to do. From then on Ctrl-C interrupts it.
  func finish() throws -> Session {
    do throws(PostgresError) {
      return context.session(over: try connection.finish())
    } catch {
      throw context.connectFailure(error, parameters)
    }
  }
}

extension Context {
  /// Begins to connect as `connect` does, and returns at once.
  func begin(_ options: ConnectionOptions) throws -> PendingSession {
    let pending = try PendingSession(
      try connectionParameters(options, for: .business), in: self)
    Session.prepare()
    return pending
  }
}
