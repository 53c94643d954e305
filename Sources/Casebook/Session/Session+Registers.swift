public import History
import Postgres

extension Session {
  /// Adds a person; days are ISO 8601.
  public func addPerson(
    name: String, born: String?, memberSince: String?, union: String?, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.person_add", [name, born, memberSince, union, request.text], request: request)
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
