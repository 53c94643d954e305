public import History
import Postgres
import Workflows

extension Session {
  /// Installs a workflow with its calendar in one transaction; again the same file changes nothing.
  ///
  /// Cases that are open stay with the definition they were opened under.
  /// - Returns: `workflow`, `version`, `digest` and `repeated`.
  /// - Throws: `notPermitted` for a login that is neither superuser nor member of casework_owner.
  public func install(_ checked: CheckedWorkflow) throws(CasebookError) -> JSON {
    guard let compiled = checked.compiled else {
      throw .damaged("the digest of \(checked.source.file) is none", detail: .object([]))
    }
    return try administering { session in
      _ = try session.call(
        "casework_admin.install_calendar", [checked.calendar.installDocument])
      let answer = try session.call(
        "casework_admin.install_definition",
        [compiled.document, Bytea(checked.source.bytes), session.login])
      // The owner of guards holds no right on any table; a deployer creates them in its name.
      try session.connection.execute("SET LOCAL ROLE casework_rules")
      for statement in compiled.guardFunctions { try session.connection.execute(statement) }
      return answer
    }
  }
}
