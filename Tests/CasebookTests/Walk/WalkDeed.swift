import Casebook
import Engine
import History
import Workflows

/// What somebody of the walk tries.
enum WalkDeed {
  case open(workflow: String, applicant: Int, action: String?, fields: [Command.FieldEntry])
  case act(String, fields: [Command.FieldEntry], expect: Int64?)
  case check(String, result: String, reason: String?)
  case hold(String, until: String?)
  case resume
  case recall(String)
  case note(String)
  case correct(String, PlainValue)
  case attach(String, issuedOn: String?)
  case waive(String, reason: String)

  /// The kind, for counting.
  var name: String {
    switch self {
    case .open: "open"
    case .act: "act"
    case .check: "check"
    case .hold: "hold"
    case .resume: "resume"
    case .recall: "recall"
    case .note: "note"
    case .correct: "correct"
    case .attach: "attach"
    case .waive: "waive"
    }
  }

  /// Sends it to the database as the session's login, typed words as the command line settles them.
  func send(
    _ number: String, applicant: String, in procedure: Workflow, over session: Session,
    request: RequestID
  ) throws(CasebookError) -> Answer {
    switch self {
    case .open(let workflow, _, let action, let fields):
      try session.open(
        workflow: workflow, applicant: applicant, fields: Self.settled(fields, procedure),
        action: action,
        unit: nil, request: request)
    case .act(let action, let fields, let expect):
      try session.act(
        number, action: action, fields: Self.settled(fields, procedure), expect: expect,
        request: request)
    case .check(let name, let result, let reason):
      try session.check(number, name: name, result: result, reason: reason, request: request)
    case .hold(let reason, let until):
      try session.hold(number, reason: reason, until: until, request: request)
    case .resume: try session.resume(number, request: request)
    case .recall(let action): try session.recall(number, action: action, request: request)
    case .note(let text): try session.note(number, text: text, request: request)
    case .correct(let field, let value):
      try session.correct(
        number, field: field, value: Self.settled(value, of: field, procedure).json,
        reason: "a slip", request: request)
    case .attach(let document, let issuedOn):
      try session.attach(
        number, document: document, fileName: "a.pdf", content: [1], issuedOn: issuedOn,
        request: request)
    case .waive(let document, let reason):
      try session.waive(number, document: document, reason: reason, request: request)
    }
  }

  private static func settled(_ fields: [Command.FieldEntry], _ procedure: Workflow) -> JSON {
    json(
      fields.map { .init($0.name, settled($0.value, of: $0.name, procedure)) })
  }

  /// A choice's label, yes and no in words and a length of time in words, as the database keeps them.
  private static func settled(
    _ value: PlainValue, of name: String, _ procedure: Workflow
  ) -> PlainValue {
    guard case .text = value, let field = procedure.field(name) else { return value }
    switch field.type {
    case .choice, .yesNo, .duration:
      return ((try? FieldInput().value(value, for: field)) ?? nil)?.stored ?? value
    default: return value
    }
  }

  static func json(_ fields: [Command.FieldEntry]) -> JSON {
    .object(fields.map { JSON.Member($0.name, $0.value.json) })
  }
}

extension WalkDeed: CustomStringConvertible {
  /// As a line of a reproduction.
  var description: String {
    switch self {
    case .open(let workflow, let applicant, let action, let fields):
      "open \(workflow) applicant#\(applicant) \(action ?? "-") \(Self.json(fields).compact)"
    case .act(let action, let fields, let expect):
      "act \(action) \(Self.json(fields).compact) expect \(expect.map { "\($0)" } ?? "-")"
    case .check(let name, let result, let reason): "check \(name) \(result) \(reason ?? "-")"
    case .hold(let reason, let until): "hold \(reason) until \(until ?? "-")"
    case .resume: "resume"
    case .recall(let action): "recall \(action)"
    case .note(let text): "note of \(text.count)"
    case .correct(let field, let value): "correct \(field) \(value.json.compact)"
    case .attach(let document, let issuedOn): "attach \(document) issued \(issuedOn ?? "-")"
    case .waive(let document, let reason): "waive \(document) \(reason)"
    }
  }
}
