public import History
import Postgres

extension Session {
  /// What a case has granted for a time, oldest first, to who reads the case.
  public func benefits(of number: String) throws(CasebookError) -> [JSON] {
    try callAll("casework.benefits", [number])
  }

  /// Proposes that a case may be granted although live benefits of a class bar it; another person
  /// confirms it by `decide`.
  ///
  /// - Parameter kind: the class; nil where the procedure grants one only.
  /// - Throws: `refused` with the rule `benefit` when nothing bars it.
  public func proposeOverride(
    _ number: String, kind: String?, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.benefit_override", [number, kind, reason, request.text], request: request))
  }

  /// Every override of the cases that an auditor sees, the newest first.
  public func overrides(limit: Int) throws(CasebookError) -> [JSON] {
    try callAll("casework.benefit_overrides", [limit])
  }
}
