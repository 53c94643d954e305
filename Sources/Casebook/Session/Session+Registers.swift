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

  /// Adds a fund; `label` is an object of texts by language.
  public func addFund(
    code: String, label: JSON, currency: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.fund_add", [code, label.compact, currency, request.text], request: request)
  }

  /// Allots `amount` (decimal text) to a fund for a year.
  public func allot(
    fund: String, year: Int, amount: String, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.fund_allot", [fund, year, amount, reason, request.text], request: request)
  }

  /// The funds, or the one named `code`, a row a year.
  public func funds(code: String?) throws(CasebookError) -> [JSON] {
    let funds = try call("casework.fund_show", [code]).elements ?? []
    return funds.flatMap { fund -> [JSON] in
      let own = (fund.members ?? []).filter { $0.key != "years" }
      let years = fund["years"]?.elements ?? []
      if years.isEmpty { return [.object(own)] }
      return years.map { .object(own + ($0.members ?? [])) }
    }
  }
}
