import History
public import Postgres
import SQLFiles

/// A throw-away database for a replay: the whole schema, with a clock and an actor that the recorded
/// steps set, which no installed schema has.
public final class ReplayDatabase {
  /// Its name.
  public let name: String
  /// A connection to it, as the superuser who made it.
  public let session: Session

  private let server: Connection

  /// A name that nothing else has.
  public static var randomName: String {
    "casework_replay_" + String(UInt64.random(in: 0 ... .max), radix: 36)
  }

  /// Creates the database and its schema.
  ///
  /// - Parameters:
  ///   - name: its name; it must not exist.
  ///   - server: a connection to another database of the server; kept for dropping this one.
  ///   - connect: opens a connection to a database of that server.
  /// - Throws: `CasebookError`; `misunderstood` when there is such a database already. What was made
  ///   is dropped again.
  public init(
    named name: String, on server: Connection, connect: (_ database: String) throws -> Session
  ) throws {
    self.name = name
    self.server = server
    guard try DatabaseCreation.create(name, over: server) else {
      throw CasebookError.misunderstood(
        "there is a database \(name) already", detail: .object([]))
    }
    do {
      session = try connect(name)
      let connection = session.connection
      _ = try Migrator().migrate(connection)
      try connection.transaction { connection in
        for file in SQLFiles.testing {
          try connection.executeScript(file.sql)
          try connection.execute("RESET ROLE")
        }
      }
      // Nothing here outlives the replay.
      try connection.execute("SET synchronous_commit = off")
    } catch {
      try? Self.drop(name, over: server)
      throw error
    }
  }

  /// Drops the database.
  public func drop() throws(CasebookError) {
    session.connection.close()
    try Self.drop(name, over: server)
  }

  private static func drop(_ name: String, over server: Connection) throws(CasebookError) {
    do throws(PostgresError) {
      let statement: String = try server.queryValue(
        "SELECT format('DROP DATABASE IF EXISTS %I WITH (FORCE)', $1::text)", [name])
      try server.execute(statement)
    } catch {
      throw CasebookError(error)
    }
  }
}
