public import History
import Postgres

extension Session {
  /// The person who has a resident ID, if anybody, with numbers masked.
  ///
  /// - Throws: `misunderstood` for what is no resident ID; the detail says `why`.
  public func findPeople(residentID: String) throws(CasebookError) -> [JSON] {
    try callAll("casework.person_by_number", [residentID])
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
