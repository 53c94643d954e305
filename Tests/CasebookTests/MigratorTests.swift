import Casebook
import Foundation
import Postgres
import Synchronization
import Testing

@Suite struct MigratorTests {
  private func version(_ session: Session) throws -> [String] {
    try session.connection.query(
      "SELECT version || ' ' || name FROM casework_data.schema_migration ORDER BY version"
    ).values.compactMap { $0.first ?? nil }
  }

  @Test func `migrating twice applies everything once`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    let names = SQLRelease.embedded.migrations.map(\.name)
    #expect(try Migrator().migrate(session.connection).applied == names)
    #expect(try Migrator().migrate(session.connection).applied == [])
    #expect(
      try version(session) == SQLRelease.embedded.migrations.map { "\($0.version) \($0.name)" })
  }

  @Test func `twenty migrators at once apply everything once`() throws {
    let database = try TestDatabase()
    let applied = Mutex<[String]>([])
    let failures = Mutex<[String]>([])
    let parameters = database.parameters
    DispatchQueue.concurrentPerform(iterations: 20) { _ in
      do {
        let report = try Migrator().migrate(try Connection.connect(parameters))
        applied.withLock { $0 += report.applied }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(applied.withLock { $0.sorted() } == SQLRelease.embedded.migrations.map(\.name).sorted())
    try database.superuser().requireCurrentSchema()
  }

  @Test func `a newer database is refused and stays as it is`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    let release = SQLRelease.embedded
    let newer = SQLRelease(
      bootstrap: release.bootstrap,
      migrations: release.migrations + [
        .init(version: release.version + 1, name: "later", sql: "SELECT 1")
      ], functions: release.functions)
    _ = try Migrator(newer).migrate(session.connection)
    #expect(throws: CasebookError.schemaNew(found: release.version + 1, known: release.version)) {
      try Migrator().migrate(session.connection)
    }
    #expect(throws: CasebookError.schemaNew(found: release.version + 1, known: release.version)) {
      try session.requireCurrentSchema()
    }
    #expect(try session.connection.queryValue("SELECT casework.release()") == newer.name)
  }

  @Test func `a changed migration is refused`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    let release = SQLRelease.embedded
    _ = try Migrator().migrate(session.connection)
    var migrations = release.migrations
    migrations[1].sql += "\n-- another text"
    let changed = SQLRelease(
      bootstrap: release.bootstrap, migrations: migrations, functions: release.functions)
    #expect(throws: CasebookError.schemaChanged(migration: migrations[1].name)) {
      try Migrator(changed).migrate(session.connection)
    }
  }

  @Test func `a migration that fails leaves the ones before it and nothing of itself`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    let release = SQLRelease.embedded
    let broken = SQLRelease(
      bootstrap: release.bootstrap,
      migrations: release.migrations + [
        .init(
          version: release.version + 1, name: "broken",
          sql: "CREATE TABLE casework_data.half (); SELECT 1 / 0")
      ], functions: release.functions)
    #expect(throws: CasebookError.self) { try Migrator(broken).migrate(session.connection) }
    #expect(try version(session).count == release.migrations.count)
    let isThere: Bool = try session.connection.queryValue(
      "SELECT to_regclass('casework_data.half') IS NOT NULL")
    #expect(!isThere)
    #expect(try Migrator().migrate(session.connection).applied == [])
  }

  @Test func `a database without the schema says so before anything runs`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    #expect(throws: CasebookError.schemaAbsent) { try session.inbox() }
    #expect(throws: CasebookError.schemaAbsent) { try session.cases(.init()) }
  }

  @Test func `an old schema stops a command before it does anything`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let admin = try database.superuser()
    try admin.connection.executeScript(
      "SET ROLE casework_owner; CREATE OR REPLACE FUNCTION casework.release() RETURNS text"
        + " LANGUAGE sql IMMUTABLE RETURN '1-0'")
    let li = try database.session("li")
    #expect(
      throws: CasebookError.schemaOld(found: 1, known: SQLRelease.embedded.version)
    ) { try li.note(number, text: "never written", request: .random()) }
    let notes: Int = try admin.connection.queryValue(
      "SELECT count(*) FROM casework_data.entry WHERE kind = 'note'")
    #expect(notes == 0)
  }

  @Test func `a login that is no superuser cannot create the schema`() throws {
    let database = try TestDatabase.ready()
    let li = try database.session("li")
    #expect(throws: CasebookError.self) { try Migrator().migrate(li.connection) }
  }

  @Test func `the database itself is created once`() throws {
    let database = try TestDatabase()
    let session = try database.superuser()
    let name = "casework_\(database.prefix)new"
    #expect(try DatabaseCreation.create(name, over: session.connection))
    #expect(try !DatabaseCreation.create(name, over: session.connection))
  }
}
