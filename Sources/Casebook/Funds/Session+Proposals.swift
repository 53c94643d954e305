public import History
import Postgres

extension Session {
  /// Confirms a proposal of somebody else, which is then done, or rejects it.
  ///
  /// - Parameter reason: needed for a rejection.
  /// - Throws: `refused` with the rule `second_person` for one's own proposal, `decided` for one that
  ///   is decided; `notFound` for one that does not exist or is not this login's to see.
  public func decide(
    proposal number: Int64, approve: Bool, reason: String?, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.decide", [number, approve ? "approve" : "reject", reason, request.text],
      request: request)
  }

  /// Proposals that this login has to do with, the newest first: the open ones, or all.
  public func proposals(everything: Bool) throws(CasebookError) -> [Proposal] {
    try callAll("casework.proposals", [everything]).map { Proposal($0) }
  }
}
