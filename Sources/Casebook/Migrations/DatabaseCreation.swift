public import Postgres

/// Creates the database itself, for `init` on a server that has none yet.
public enum DatabaseCreation {
  /// Creates `name` in UTF-8 unless it is there.
  ///
  /// - Parameter connection: a connection to another database of the server, such as `postgres`.
  /// - Returns: whether it was created.
  /// - Throws: `notPermitted` for a login that may not create databases.
  public static func create(
    _ name: String, over connection: Connection
  ) throws(CasebookError) -> Bool {
    do throws(PostgresError) {
      for attempt in 1... {
        let exists: Bool = try connection.queryValue(
          "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)", [name])
        if exists { return false }
        // CREATE DATABASE takes no parameters; the server itself quotes the name.
        let statement: String = try connection.queryValue(
          "SELECT format('CREATE DATABASE %I ENCODING ''UTF8'' TEMPLATE template0', $1::text)",
          [name])
        do throws(PostgresError) {
          try connection.execute(statement)
          return true
        } catch  where isRace(error) && attempt < 20 {
          continue  // somebody else creates it, or the template is being copied: look again
        }
      }
    } catch {
      throw CasebookError(error)
    }
    return false
  }

  /// 42P04 and 23505: it is there by now; 55006: the template is in use.
  private static func isRace(_ error: PostgresError) -> Bool {
    ["42P04", "23505", "55006"].contains(error.sqlState)
  }
}
