public import History
import Postgres

extension Session {
  /// Opens a case.
  ///
  /// - Parameters:
  ///   - workflow: the procedure's name; its latest installed version is used.
  ///   - applicant: the uuid of a person of the register.
  ///   - fields: form values by field.
  ///   - action: which `from: new` action opens it; nil when there is at most one.
  ///   - unit: the unit; nil for the applicant's own.
  ///   - request: the request's id.
  public func open(
    workflow: String, applicant: String, fields: JSON, action: String?, unit: String?,
    request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(
      try call(
        "casework.open", [workflow, applicant, fields.compact, request.text, action, unit],
        request: request))
  }

  /// Takes an action on a case.
  ///
  /// - Parameter expect: the version that the person saw; needed where people sign.
  public func act(
    _ number: String, action: String, fields: JSON, expect: Int64?, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(
      try call(
        "casework.act", [number, action, fields.compact, expect, request.text], request: request))
  }

  /// Gives a check's result: `pass`, `fail` or `waived`.
  public func check(
    _ number: String, name: String, result: String, reason: String?, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(
      try call(
        "casework.check_result", [number, name, result, reason, request.text], request: request))
  }

  /// Puts a case on hold, until a day (ISO 8601) or open-ended.
  public func hold(
    _ number: String, reason: String, until: String?, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(try call("casework.hold", [number, reason, until, request.text], request: request))
  }

  /// Goes on with a held case.
  public func resume(_ number: String, request: RequestID) throws(CasebookError) -> Answer {
    Answer(try call("casework.resume", [number, request.text], request: request))
  }

  /// Takes back one's own vote.
  public func recall(
    _ number: String, action: String, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(try call("casework.recall", [number, action, request.text], request: request))
  }

  /// Adds a note.
  public func note(
    _ number: String, text: String, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(try call("casework.note", [number, text, request.text], request: request))
  }

  /// Corrects a field without moving the case.
  public func correct(
    _ number: String, field: String, value: JSON, reason: String, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(
      try call(
        "casework.correct", [number, field, value.compact, reason, request.text], request: request))
  }

  /// Attaches a document.
  ///
  /// - Parameter issuedOn: the day it was issued, ISO 8601.
  public func attach(
    _ number: String, document: String, fileName: String, content: [UInt8], issuedOn: String?,
    request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(
      try call(
        "casework.attach",
        [number, document, fileName, Bytea(content), issuedOn, request.text], request: request))
  }

  /// Does without a document.
  public func waive(
    _ number: String, document: String, reason: String, request: RequestID
  ) throws(CasebookError) -> Answer {
    Answer(try call("casework.waive", [number, document, reason, request.text], request: request))
  }

  /// Lets the clock act on at most `limit` cases.
  public func tick(limit: Int) throws(CasebookError) -> JSON {
    try call("casework.tick", [limit])
  }
}
