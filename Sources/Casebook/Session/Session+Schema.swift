import Postgres

extension Session {
  /// Compares the database's schema with this program's.
  ///
  /// - Throws: `schemaAbsent`, `schemaOld`, `schemaNew`; nothing when they agree or when the login
  ///   may not see the schema at all.
  public func requireCurrentSchema() throws(CasebookError) {
    let release: String?
    do {
      guard
        let row = try connection.queryRow(
          """
          SELECT to_regnamespace('casework') IS NOT NULL,
                 has_schema_privilege(to_regnamespace('casework')::oid, 'USAGE')
          """)
      else { return }
      guard try row.bool(0) else { throw CasebookError.schemaAbsent }
      guard try row.optional(1, as: Bool.self) ?? false else { return }
      release = try connection.queryRow("SELECT casework.release()")?.string(0)
    } catch let error as PostgresError where error.sqlState == .undefinedFunction {
      throw .schemaOld(found: 0, known: SQLRelease.embedded.version)
    } catch let error as PostgresError {
      throw CasebookError(error)
    } catch let error as CasebookError {
      throw error
    } catch {
      return
    }
    let found = release.flatMap { $0.split(separator: "-").first }.flatMap { Int($0) } ?? 0
    let known = SQLRelease.embedded.version
    if release == SQLRelease.embedded.name { return }
    throw found > known
      ? .schemaNew(found: found, known: known)
      : .schemaOld(found: found, known: known)
  }
}
