public import History
import Postgres

extension Session {
  /// Opens a case beyond this login's limits for a time; the case's supervisors are told.
  ///
  /// - Parameters:
  ///   - reason: why; it stays in the case's history.
  ///   - minutes: for how long, at most 120.
  /// - Returns: `reading`, `until`, and who was `told`.
  /// - Throws: `refused` with the rule `needless` to who may read the case anyway; `notFound` to the
  ///   applicant, to their relatives and to who has no role in the programme that reads such cases.
  public func breakGlass(
    _ number: String, reason: String, minutes: Int, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.break_glass", [number, reason, minutes, request.text], request: request)
  }

  /// A case under a reading that is on record.
  public func read(_ reading: String) throws(CasebookError) -> JSON {
    try call("casework.read", [reading])
  }

  /// Which readings a list shows; nil is any.
  public struct ReadingFilter: Equatable, Sendable {
    /// The case's number.
    public var caseNumber: String?
    /// Who read.
    public var login: String?
    /// Only from this day on, ISO 8601.
    public var since: String?
    /// Only readings beyond somebody's limits that nobody has acknowledged and this person could;
    /// none for who is neither supervisor nor auditor.
    public var isWaiting: Bool
    /// At most so many.
    public var limit: Int

    /// Any reading.
    public init(
      caseNumber: String? = nil, login: String? = nil, since: String? = nil,
      isWaiting: Bool = false, limit: Int = 1000
    ) {
      self.caseNumber = caseNumber
      self.login = login
      self.since = since
      self.isWaiting = isWaiting
      self.limit = limit
    }
  }

  /// Who read which protected content, the newest first: for auditors, and for supervisors the
  /// readings beyond somebody's limits.
  public func readings(_ filter: ReadingFilter) throws(CasebookError) -> [JSON] {
    try callAll(
      "casework.readings",
      [filter.caseNumber, filter.login, filter.since, filter.isWaiting, filter.limit])
  }

  /// Says that this person has looked at a reading beyond somebody's limits.
  ///
  /// - Throws: `refused` with the rule `second_person` to the reader, `decided` when somebody was
  ///   faster.
  public func acknowledge(
    reading: Int64, remark: String?, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.acknowledge", [reading, remark, request.text], request: request)
  }
}
