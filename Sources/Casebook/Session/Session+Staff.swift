public import History
import Postgres

extension Session {
  /// Makes a login, if there is none, and its staff record, in one transaction.
  ///
  /// The login gets no password: how it proves itself is the server's own business.
  /// - Throws: `notPermitted` for a login that may not create roles.
  public func addStaff(
    login: String, name: String, person: String?, union: String?
  ) throws(CasebookError) -> JSON {
    try administering { session in
      let connection = session.connection
      let exists: Bool = try connection.queryValue(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1)", [login])
      if !exists {
        // One login must not take every connection, nor keep a case waiting for a forgotten transaction.
        try session.run(
          "SELECT format('CREATE ROLE %I LOGIN CONNECTION LIMIT 16', $1::text)", [login])
        try session.run(
          "SELECT format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''60s''', $1::text)",
          [login])
      }
      try session.run("SELECT format('GRANT casework_user TO %I', $1::text)", [login])
      return try session.call("casework_admin.staff_add", [login, name, person, union])
    }
  }

  /// Gives a role in a programme and a unit, in all where they are nil.
  ///
  /// - Parameters:
  ///   - from: the first day, ISO 8601; nil begins now.
  ///   - until: the last day, ISO 8601; the grant ends with it.
  /// - Throws: `refused` with the rule `retired`, `period` or `incompatible`.
  public func grant(
    role: String, to login: String, programme: String?, unit: String?, from: String? = nil,
    until: String?
  ) throws(CasebookError) -> JSON {
    let end = until.map { "\($0) 24:00" }
    return try call("casework_admin.staff_grant", [login, role, programme, unit, end, from])
  }

  /// Takes a role away; nil takes all and ends the staff record.
  public func revoke(
    role: String?, from login: String, programme: String?, unit: String?
  ) throws(CasebookError) -> JSON {
    try call("casework_admin.staff_revoke", [login, role, programme, unit])
  }

  /// Members of staff, a row a grant; one row for who has none.
  public func staff() throws(CasebookError) -> [JSON] {
    let staff = try callAll("casework_admin.staff_list", [])
    return staff.flatMap { person -> [JSON] in
      let own = (person.members ?? []).filter { $0.key != "grants" }
      let grants = person["grants"]?.elements ?? []
      if grants.isEmpty { return [.object(own)] }
      return grants.map { .object(own + ($0.members ?? [])) }
    }
  }

  /// Runs `body` in one transaction.
  func administering<Result>(
    _ body: (Session) throws -> Result
  ) throws(CasebookError) -> Result {
    do {
      return try connection.transaction(retry: .never) { _ in try body(self) }
    } catch let error as CasebookError {
      throw error
    } catch let error as PostgresError {
      throw explained(error)
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
  }

  /// Runs the statement that a query makes, for what takes no parameters: names of roles.
  func run(_ sql: String, _ parameters: Parameters) throws(PostgresError) {
    try connection.execute(try connection.queryValue(sql, parameters, as: String.self))
  }
}
