public import History
import Postgres

extension Session {
  /// Proposes that somebody acts for another in one of that person's roles; somebody else confirms it.
  ///
  /// - Parameters:
  ///   - deputy: the login that is to act.
  ///   - principal: the login that is stood in for: one's own, unless one administers.
  ///   - programme: only there; nil as far as the principal holds the role.
  ///   - unit: only there and below; nil as far as the principal holds the role.
  ///   - from: the first day, ISO 8601; nil begins when it is confirmed.
  ///   - until: the last day, ISO 8601; at most 400 days on.
  ///   - reason: why; kept.
  /// - Throws: `refused` with a rule such as `not_held`, `chain`, `overlap`, `incompatible` or
  ///   `holds_it`; `notPermitted` for whoever is neither the principal nor administers.
  public func delegate(
    to deputy: String, for principal: String, role: String, programme: String?, unit: String?,
    from: String?, until: String, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.delegate",
        [
          deputy, principal, role, programme, unit, from, "\(until) 24:00", reason, request.text,
        ], request: request))
  }

  /// Delegations that this login has to do with, the newest first: those that run or will, or all.
  public func delegations(everything: Bool) throws(CasebookError) -> [JSON] {
    try callAll("casework.delegations", [everything])
  }

  /// Ends a delegation now; what was done under it stays done.
  ///
  /// - Throws: `notFound` for one that does not exist or is not this login's to end.
  public func endDelegation(
    _ number: Int64, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.undelegate", [number, reason, request.text], request: request)
  }
}
