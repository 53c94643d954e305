public import History
import Postgres

extension Session {
  /// What becomes of reservations that a year still holds when it is closed; what was approved is
  /// always carried.
  public enum YearEnd: String, Sendable {
    /// They go to the next year, with the allotment that they came from.
    case carry
    /// They are given back, and lapse with the rest of the allotment.
    case release
  }

  /// Proposes to move `amount` (decimal text), which nobody has reserved, to another fund.
  public func transfer(
    from: String, to: String, year: Int, amount: String, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.fund_transfer", [from, to, year, amount, reason, request.text], request: request))
  }

  /// Proposes the day (ISO 8601) from which a year takes no new reservation; nil lifts it.
  public func freezeYear(
    fund: String, year: Int, from day: String?, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.fund_freeze_year", [fund, year, day, reason, request.text], request: request))
  }

  /// Proposes to close a year that is over or frozen.
  public func closeYear(
    fund: String, year: Int, rule: YearEnd, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call(
        "casework.fund_close_year", [fund, year, rule.rawValue, reason, request.text],
        request: request))
  }

  /// Proposes to open a closed year again.
  public func reopenYear(
    fund: String, year: Int, reason: String, request: RequestID
  ) throws(CasebookError) -> Proposal {
    Proposal(
      try call("casework.fund_reopen", [fund, year, reason, request.text], request: request))
  }

  /// Entries of one fund or all, of one year or all, each fund and year in its own order.
  public func ledger(code: String?, year: Int?) throws(CasebookError) -> [JSON] {
    try callAll("casework.fund_ledger", [code, year])
  }

  /// What was reserved, committed, paid and given back, a row for each month, programme and unit.
  public func fundReport(code: String?, year: Int?) throws(CasebookError) -> [JSON] {
    try callAll("casework.fund_report", [code, year])
  }
}
