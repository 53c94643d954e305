public import History
import Postgres

extension Session {
  /// The person who has a resident ID, if anybody, with numbers masked, after the look-up is on record.
  ///
  /// - Throws: `misunderstood` for what is no resident ID; the detail says `why`; `refused` with the
  ///   rule `lookups` when this person has looked up as many as one may in an hour or a day.
  public func findPeople(residentID: String) throws(CasebookError) -> [JSON] {
    try callAll("casework.person_by_number", [try lookup(residentID)])
  }

  /// Puts a look-up of a resident ID on record, committed, and gives its id.
  @discardableResult
  func lookup(_ residentID: String) throws(CasebookError) -> String {
    do {
      return try connection.queryValue("SELECT casework.person_lookup($1)", [residentID])
    } catch {
      throw explained(error)
    }
  }

  /// Corrects a person's record; what stood there before is kept.
  ///
  /// - Parameters:
  ///   - changes: an object of `name born member_since union id_number phone bank_card`, days in ISO
  ///     8601; null takes a value away.
  ///   - reason: why, for the record.
  /// - Throws: `misunderstood` for a value that is none; `refused` with the rule `duplicate`,
  ///   `own_record`, `erased` or `lookups`.
  public func correctPerson(
    id: String, changes: JSON, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    if let number = changes["id_number"]?.text { try lookup(number) }
    return try call(
      "casework.person_set", [id, changes.compact, reason, request.text], request: request)
  }

  /// What was corrected in a person's record, the newest first.
  public func personChanges(id: String) throws(CasebookError) -> [JSON] {
    try callAll("casework.person_changes", [id])
  }

  /// Proposes to erase a person; it is done when somebody else confirms the proposal.
  ///
  /// - Throws: `refused` with the rule `open_case`, `money`, `staff`, `own_record` or `erased`.
  public func proposeErasure(
    id: String, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.person_erase", [id, reason, request.text], request: request)
  }

  /// A person with their numbers in full, after the reading and its reason are on record.
  public func revealedPerson(id: String, why: String) throws(CasebookError) -> JSON {
    let reading: String
    do {
      reading = try connection.queryValue("SELECT casework.person_reading($1, $2)", [id, why])
    } catch {
      throw explained(error)
    }
    return try call("casework.person_reveal", [reading])
  }
}
