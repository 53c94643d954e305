import CEL
public import Engine
import History
import Postgres
import Workflows

/// Plays tests of a workflow file again through the functions of a throw-away database and compares,
/// move by move, what the two engines say and leave.
///
/// Each test is one transaction that is rolled back: no test sees another's cases.
public struct ScenarioDatabase {
  private let connection: Connection
  private let procedure: Procedure
  private let checked: CheckedWorkflow

  /// Installs the workflow in a throw-away database.
  ///
  /// - Throws: `CasebookError`.
  public init(_ checked: CheckedWorkflow, in database: ReplayDatabase) throws {
    _ = try database.session.install(checked)
    connection = database.session.connection
    self.checked = checked
    procedure = Procedure(workflow: checked.workflow, calendar: checked.calendar)
  }

  /// Plays the moves of `result` and says where the database differs; nothing after the first move
  /// that does, for what follows from it is no finding.
  ///
  /// - Throws: `CasebookError` when the database does not answer.
  public func compare(_ result: ScenarioResult) throws -> [ScenarioDifference] {
    do {
      try connection.execute("BEGIN")
      defer { _ = try? connection.execute("ROLLBACK") }
      let applicant: String = try connection.queryValue(
        "SELECT casework_data.test_scenario($1)", [MoveDocument.scenario(result, checked).compact])
      for (index, move) in result.moves.enumerated() {
        let step = MoveDocument.step(move, result)
        let text: String = try connection.queryValue(
          "SELECT casework_data.test_step($1, $2, $3, $4)",
          [checked.workflow.name, applicant, step.compact, "t\(index)"])
        let answer = try JSON.parse(text, limits: .init(bytes: 1 << 26))
        let found = MoveComparison(move, answer, procedure).differences
        if found.isEmpty { continue }
        return found.map { difference in
          ScenarioDifference(
            scenario: result.scenario.name, location: result.scenario.location, move: index + 1,
            deed: "\(move.login ?? "clock"): \(step["action"]?.text ?? step["kind"]?.text ?? "")",
            what: difference.what, engine: difference.engine, database: difference.database)
        }
      }
      return []
    } catch let error as PostgresError {
      throw CasebookError(error)
    }
  }
}
