public import History
import Postgres

extension Session {
  /// Adds a fund; `label` is an object of texts by language.
  public func addFund(
    code: String, label: JSON, currency: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.fund_add", [code, label.compact, currency, request.text], request: request)
  }

  /// Proposes to allot `amount` (decimal text) to a fund for a year; a second person confirms it.
  public func allot(
    fund: String, year: Int, amount: String, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.fund_allot", [fund, year, amount, reason, request.text], request: request))
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
