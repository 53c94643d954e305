public import History
import Postgres

/// Whether the staff there is can take every next step.
public struct StaffingProof: Sendable {
  /// Actions of installed procedures that too few people could take on a case opened today.
  public var procedures: [JSON]
  /// Steps of open cases that too few people can take; those of a case that nobody can move at all
  /// come first.
  public var cases: [JSON]

  /// Whether nothing is missing.
  public var isComplete: Bool { procedures.isEmpty && cases.isEmpty }
}

extension Session {
  /// Looks at every open case and every installed procedure: roles, units, separation of duties over
  /// each case's history, applicants, relationships, votes and the tier of the amount.
  ///
  /// - Parameter login: somebody who is not counted, as if they fell ill.
  public func staffing(without login: String?) throws(CasebookError) -> StaffingProof {
    StaffingProof(
      procedures: try callAll("casework_admin.staffing_of_procedures", [login]),
      cases: try callAll("casework_admin.staffing_of_cases", [login]))
  }
}
