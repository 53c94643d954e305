public import History
import Postgres

extension Session {
  /// Which cases a list shows; nil is any.
  public struct CaseFilter: Equatable, Sendable {
    /// The procedure's name.
    public var workflow: String?
    /// The state's name.
    public var state: String?
    /// Only cases that have ended, or only those that have not.
    public var isClosed: Bool?
    /// Only cases whose deadline has passed.
    public var isOverdue: Bool
    /// The beginning of the applicant's name, where it may be seen.
    public var applicant: String?
    /// At most so many.
    public var limit: Int

    /// Any case.
    public init(
      workflow: String? = nil, state: String? = nil, isClosed: Bool? = nil,
      isOverdue: Bool = false, applicant: String? = nil, limit: Int = 50
    ) {
      self.workflow = workflow
      self.state = state
      self.isClosed = isClosed
      self.isOverdue = isOverdue
      self.applicant = applicant
      self.limit = limit
    }
  }

  /// Cases that this login may see, the newest first.
  public func cases(_ filter: CaseFilter) throws(CasebookError) -> [JSON] {
    try values(
      """
      SELECT c FROM casework.list($2, $3, $4, $5, $6, $7) c WHERE casework.release() = $1
      """,
      [
        SQLRelease.embedded.name, filter.workflow, filter.state, filter.isClosed, filter.isOverdue,
        filter.applicant, filter.limit,
      ], guarded: true)
  }

  /// Installed definitions, the newest version of each procedure first.
  public func definitions() throws(CasebookError) -> [JSON] {
    try values(
      """
      SELECT to_jsonb(d) FROM casework_read.definitions d WHERE casework.release() = $1
       ORDER BY d.workflow, d.version DESC, d.installed_at DESC
      """, [SQLRelease.embedded.name], guarded: true)
  }
}
