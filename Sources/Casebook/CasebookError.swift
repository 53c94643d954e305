public import History

/// Why a use case was not done. Nothing was changed, but for `unknownOutcome`, which cannot tell.
public enum CasebookError: Error, Equatable, Sendable {
  /// Rules refused it (KW001).
  case refused(Refusal)
  /// The case has moved since it was looked at (KW002).
  case conflict(Conflict)
  /// The request id was used before for something else (KW003).
  case requestReused(RequestID?)
  /// There is no such case, or it is not for this login to see (KW004): the same on purpose.
  case notFound
  /// An argument was not understood (KW005); the detail names it and what is known.
  case misunderstood(String, detail: JSON)
  /// The login may not act at all, or not do this (KW006, and PostgreSQL's own refusals).
  case notPermitted(String, detail: JSON)
  /// The session's settings are not the ones that functions insist on (KW007).
  case wrongSettings(String)
  /// The schema or a definition is damaged (KW008).
  case damaged(String, detail: JSON)
  /// The database has no Casework schema.
  case schemaAbsent
  /// The schema is older than this program.
  case schemaOld(found: Int, known: Int)
  /// The schema is newer than this program.
  case schemaNew(found: Int, known: Int)
  /// A migration that was applied is not the one this program holds.
  case schemaChanged(migration: String)
  /// The server cannot be reached, or refuses the login; PostgreSQL's own words.
  case unreachable(String)
  /// The connection broke after the request was sent: it is done, or it is not.
  case unknownOutcome(RequestID?)
  /// The user interrupted the statement.
  case interrupted
  /// Somebody else holds what this needs, also after it was tried again: nothing was done.
  case busy
  /// A full disk, a server shutting down: may work when tried again.
  case database(state: String, message: String)
}
