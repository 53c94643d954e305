import History
public import Postgres

/// Creates or upgrades the schema; safe to run again, and by twenty at once.
///
/// The bootstrap first (roles, schemas, what PUBLIC loses), then every migration that is not
/// recorded yet, each in a transaction of its own under a lock on the record, and the functions and
/// views at the end, replaced as a whole. Forward only: a recorded migration whose text is another,
/// and a database with more migrations than this program knows, are refused before anything is
/// changed.
public struct Migrator {
  /// What a run did.
  public struct Report: Equatable, Sendable {
    /// The names of the migrations that were applied, in order.
    public var applied: [String]
    /// The version of the schema now.
    public var version: Int
  }

  private let release: SQLRelease

  /// Migrates to `release`.
  public init(_ release: SQLRelease = .embedded) { self.release = release }

  /// Brings the schema of `connection`'s database up to date.
  ///
  /// - Throws: `schemaNew`, `schemaChanged`, `notPermitted` for a login that is no superuser.
  public func migrate(_ connection: Connection) throws(CasebookError) -> Report {
    do {
      // A schema that a deployer owns may be named as the superuser is, and come first in the path.
      try connection.execute("SET search_path = pg_catalog, pg_temp")
      defer { _ = try? connection.execute("RESET search_path") }
      try refuseForeignHistory(connection)
      try connection.transaction { try $0.executeScript(release.bootstrap) }
      var applied: [String] = []
      for migration in release.migrations where try apply(migration, connection) {
        applied.append(migration.name)
      }
      try connection.transaction { connection in
        try lock(connection)
        try check(connection)
        for functions in release.functions {
          try connection.executeScript(functions)
          try connection.execute("RESET ROLE")
        }
        try connection.executeScript(releaseFunction)
      }
      return Report(applied: applied, version: release.version)
    } catch let error as CasebookError {
      throw error
    } catch let error as PostgresError {
      throw CasebookError(error)
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
  }

  /// Holds the record of migrations, and looks at it before a superuser reads or writes it: a view in
  /// its place, or a trigger on it, would run its owner's functions.
  private func lock(_ connection: Connection) throws {
    try connection.execute(
      "LOCK TABLE casework_data.schema_migration IN SHARE ROW EXCLUSIVE MODE")
    if let fault = try OrdinaryTables.faultOfMigrations(over: connection) {
      throw CasebookError.damaged(
        "somebody changed the record of migrations: \(fault)", detail: .object([]))
    }
  }

  /// Before the bootstrap: a newer database must not even get older privileges.
  private func refuseForeignHistory(_ connection: Connection) throws {
    let exists: Bool = try connection.queryValue(
      "SELECT to_regclass('casework_data.schema_migration') IS NOT NULL")
    guard exists else { return }
    try connection.transaction { connection in
      try lock(connection)
      try check(connection)
    }
  }

  private func check(_ connection: Connection) throws {
    let rows = try connection.query(
      "SELECT version, name, sha256 FROM casework_data.schema_migration ORDER BY version")
    for row in rows {
      let version = try row.int("version")
      guard let known = release.migrations.first(where: { $0.version == version }) else {
        throw CasebookError.schemaNew(found: version, known: release.version)
      }
      if try row.bytes("sha256") != known.checksum.bytes {
        throw CasebookError.schemaChanged(migration: try row.string("name"))
      }
    }
  }

  /// Whether the migration had to be applied.
  private func apply(
    _ migration: SQLRelease.Migration, _ connection: Connection
  ) throws -> Bool {
    try connection.transaction { connection in
      try lock(connection)
      try check(connection)
      let isDone: Bool = try connection.queryValue(
        "SELECT EXISTS (SELECT FROM casework_data.schema_migration WHERE version = $1)",
        [migration.version])
      if isDone { return false }
      // The record first: a migrator that lost the race must not run a statement of it.
      try connection.execute(
        "INSERT INTO casework_data.schema_migration (version, name, sha256) VALUES ($1, $2, $3)",
        [migration.version, migration.name, Bytea(migration.checksum.bytes)])
      try connection.executeScript(migration.sql)
      return true
    }
  }

  /// What every call compares with its own release before it runs.
  private var releaseFunction: String {
    """
    SET LOCAL ROLE casework_owner;
    CREATE OR REPLACE FUNCTION casework.release() RETURNS text LANGUAGE sql IMMUTABLE
    RETURN '\(release.name)';
    GRANT EXECUTE ON FUNCTION casework.release() TO casework_user;
    """
  }
}
