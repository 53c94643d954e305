import History
import SQLFiles

/// The schema that a program carries: migrations in order, and what is replaced as a whole.
public struct SQLRelease: Sendable {
  /// One forward-only step.
  public struct Migration: Sendable {
    /// Its number, from 1 without gaps.
    public var version: Int
    /// Its name.
    public var name: String
    /// Its statements.
    public var sql: String

    /// Makes a migration.
    public init(version: Int, name: String, sql: String) {
      self.version = version
      self.name = name
      self.sql = sql
    }

    var checksum: SHA256Hash { SHA256Hash(of: Array(sql.utf8)) }
  }

  /// What only a superuser can do, run first every time.
  public let bootstrap: String
  /// The steps in order.
  public let migrations: [Migration]
  /// Functions and views in order, replaced every time.
  public let functions: [String]

  /// Makes a release.
  public init(bootstrap: String, migrations: [Migration], functions: [String]) {
    self.bootstrap = bootstrap
    self.migrations = migrations
    self.functions = functions
    name = Self.name(
      version: migrations.last?.version ?? 0,
      texts: [bootstrap] + migrations.map(\.sql) + functions)
  }

  /// The schema embedded in this program.
  public static let embedded = SQLRelease(
    bootstrap: SQLFiles.bootstrap,
    migrations: SQLFiles.migrations.map {
      Migration(version: $0.version, name: $0.name, sql: $0.sql)
    },
    functions: SQLFiles.functions.map(\.sql))

  /// The number of the last migration.
  public var version: Int { migrations.last?.version ?? 0 }

  /// The release's name: its version and a digest of all its SQL, as `casework.release()` gives it.
  public let name: String

  private static func name(version: Int, texts: [String]) -> String {
    var digests: [UInt8] = []
    for text in texts {
      digests += SHA256Hash(of: Array(text.utf8)).bytes
    }
    return "\(version)-\(SHA256Hash(of: digests).description.prefix(16))"
  }
}
