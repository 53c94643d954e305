import Foundation
import Postgres

extension Book {
  /// A member of staff of the tests' own, with these roles.
  func hire(_ login: String, _ roles: String...) throws {
    let root = try superuser()
    if try root.queryRow("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]) == nil {
      try root.executeScript("CREATE ROLE \(login) LOGIN; GRANT casework_user TO \(login)")
    }
    try root.executeScript("SELECT casework_admin.staff_add('\(login)', '\(login)')")
    for role in roles {
      try root.executeScript("SELECT casework_admin.staff_grant('\(login)', '\(role)')")
    }
  }

  /// The call that proposes a delegation; days count from now.
  static func delegate(
    _ deputy: String, for principal: String, _ role: String, programme: String = "NULL",
    unit: String = "NULL", from: String = "NULL", days: String = "5"
  ) -> String {
    """
    casework.delegate('\(deputy)', '\(principal)', '\(role)', \(programme), \(unit), \(from),
      now() + interval '\(days) days', 'on leave', '\(UUID().uuidString)')
    """
  }

  /// A delegation that its principal proposed and `confirmer` confirmed; its number.
  func delegated(
    _ deputy: String, for principal: String, _ role: String, by confirmer: String = "dir2"
  ) throws -> String {
    let call = Self.delegate(deputy, for: principal, role)
    let proposal = try self.call(principal, "\(call) -> 'proposal'")
    return try self.call(
      confirmer, "casework.decide(\(proposal), 'approve', NULL, 'yes-\(proposal)') -> 'delegation'")
  }

  /// What comes of a statement: its answer, or the rules that refuse it, or another SQLSTATE.
  func outcome(_ who: String, _ expression: String) throws -> String {
    let connection = try login(who)
    do throws(PostgresError) {
      return try connection.queryValue("SELECT (\(expression))::text", as: String.self)
    } catch {
      let rules = (error.server?.detail ?? "").matches(of: /"rule": "([a-z_:]+)"/).map {
        String($0.output.1)
      }
      let code = error.sqlState?.code ?? "?????"
      return rules.isEmpty ? code : rules.joined(separator: " ")
    }
  }
}
