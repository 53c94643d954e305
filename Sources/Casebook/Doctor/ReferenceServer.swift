import History
public import Postgres
import SQLFiles

/// A server on which the doctor may make a throw-away database, to see what a release makes of it.
public struct ReferenceServer {
  private let connection: Connection
  private let connect: (String) throws -> Session

  /// - Parameters:
  ///   - connection: a superuser's connection to some database of the server.
  ///   - connect: opens a connection to the named database of that server, as the same superuser.
  public init(_ connection: Connection, connect: @escaping (String) throws -> Session) {
    self.connection = connection
    self.connect = connect
  }

  /// Why a server cannot be used.
  struct Unfit: Error { var text: String }

  /// What `release` and these guard functions make of an empty database, which is dropped again.
  func catalogue(of release: SQLRelease, guards: [String]) throws -> Catalogue {
    let isSuperuser: Bool = try connection.queryValue(
      "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user")
    guard isSuperuser else { throw Unfit(text: "\(connection.user) is no superuser") }
    let name = "casework_doctor_" + String(UInt64.random(in: 0 ... .max), radix: 36)
    guard try DatabaseCreation.create(name, over: connection) else {
      throw CasebookError.misunderstood("there is a database \(name)", detail: .object([]))
    }
    do {
      let catalogue = try make(release, guards, in: name)
      try drop(name)
      return catalogue
    } catch {
      try? drop(name)
      throw error
    }
  }

  private func make(
    _ release: SQLRelease, _ guards: [String], in name: String
  ) throws -> Catalogue {
    let session = try connect(name)
    defer { session.connection.close() }
    // Nothing here outlives the comparison.
    try session.connection.execute("SET synchronous_commit = off")
    _ = try Migrator(release).migrate(session.connection)
    try session.connection.transaction { connection in
      try connection.execute("SET LOCAL ROLE casework_rules")
      for statement in guards { try connection.execute(statement) }
    }
    return try Catalogue(of: session.connection)
  }

  private func drop(_ name: String) throws {
    try connection.execute(
      "DROP DATABASE IF EXISTS \(try connection.quoteIdentifier(name)) WITH (FORCE)")
  }
}
