public import History
import Postgres

extension Session {
  /// Proposes that new cases follow an installed version from now on; somebody else confirms it.
  ///
  /// - Parameters:
  ///   - workflow: the procedure's name.
  ///   - version: which version; nil is the newest.
  ///   - reason: why; kept.
  /// - Throws: `refused` with the rule `published` or `newer`.
  public func publish(
    _ workflow: String, version: Int?, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.workflow_publish", [workflow, version, reason, request.text], request: request))
  }

  /// Asks for a second person before what is installed opens cases, or no more; nil only says which.
  ///
  /// - Returns: `second_person`, and who set it when.
  /// - Throws: `refused` with the rule `publishers` while fewer than two people could publish.
  public func publication(needsSecondPerson: Bool?) throws(CasebookError) -> JSON {
    try call("casework_admin.publication", [needsSecondPerson])
  }
}
