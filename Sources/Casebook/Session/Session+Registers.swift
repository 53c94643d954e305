public import History
import Postgres

extension Session {
  /// Adds a person; days are ISO 8601.
  ///
  /// - Returns: `person`, and `similar`: others of the same name and day of birth, if any.
  /// - Throws: `misunderstood` for a number that is none, the detail says `why`; `refused` with the
  ///   rule `duplicate` for a resident ID that is in the register, `lookups` after too many of them.
  public func addPerson(
    name: String, born: String?, memberSince: String?, union: String?,
    numbers: PersonalNumbers = .init(), request: RequestID
  ) throws(CasebookError) -> JSON {
    // To enter a resident ID tells whether it is there: that is a look-up.
    if let number = numbers.residentID { try lookup(number) }
    return try call(
      "casework.person_add",
      [
        name, born, memberSince, union, request.text, numbers.residentID, numbers.phone,
        numbers.bankCard,
      ], request: request)
  }

  /// People whose name is, or begins with, `name`.
  public func findPeople(name: String) throws(CasebookError) -> [JSON] {
    try callAll("casework.person_find", [name])
  }

  /// One person by uuid.
  public func person(id: String) throws(CasebookError) -> JSON {
    try call("casework.person_show", [id])
  }
}
