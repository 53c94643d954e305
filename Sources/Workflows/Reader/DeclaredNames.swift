internal import CEL

/// What a file declares, by name, before anything that refers to it is read.
struct DeclaredNames {
  var roles: [String] = []
  var fields: [Workflow.Field] = []
  var documents: [String] = []
  var messages: [String] = []
  var facts: [String] = []
  var states: [DeclaredState] = []
  var actions: [String] = []

  /// A state with what other parts refer to.
  struct DeclaredState {
    var name: String
    var phase: String?
    var isFinal: Bool
    var checks: [String]
  }

  var phases: [String] {
    var seen: [String] = []
    for case let phase? in states.map(\.phase) where !seen.contains(phase) { seen.append(phase) }
    return seen
  }

  var checks: [String] {
    var seen: [String] = []
    for check in states.flatMap(\.checks) where !seen.contains(check) { seen.append(check) }
    return seen
  }

  func field(_ name: String) -> Workflow.Field? { fields.first { $0.name == name } }

  func state(_ name: String) -> DeclaredState? { states.first { $0.name == name } }

  /// The names every expression may use.
  var environment: Environment {
    var environment = environmentOfFieldChecks
    let rows = { (name: String, fields: [(String, CELType)]) in
      CELType.row(RowType(name, fields.map { RowType.Field($0.0, $0.1) }))
    }
    let check = rows("check", [("name", .string), ("result", .choice(Self.checkResults))])
    environment.declare("checks", .list(check))
    let document = rows(
      "document", [("received", .bool), ("issued_on", .date), ("waived", .bool)])
    environment.declare("docs", rows("docs", documents.map { ($0, document) }))
    let done = rows("did", [("count", .int), ("by", .string), ("at", .timestamp)])
    environment.declare("did", rows("did", (["open"] + actions).map { ($0, done) }))
    environment.declare(
      "money",
      [("reserved", 2), ("committed", 2), ("sent", 2), ("paid", 2)].map {
        RowType.Field($0.0, .decimal(scale: $0.1))
      }.asRow("money"))
    environment.declare(
      "case",
      rows(
        "case",
        [("number", .string), ("round", .int), ("opened_on", .date), ("entered_on", .date)]))
    environment.declare(
      "lookup",
      rows(
        "lookup",
        [
          ("open_cases", .int), ("paid_last_12_months", .decimal(scale: 2)),
          ("opposing_cases", .int),
        ]))
    return environment
  }

  /// The names a field's own `check` may use: it is judged wherever the field is written, also by a
  /// correction outside any action.
  var environmentOfFieldChecks: Environment {
    var environment = Environment()
    environment.declare(
      "form",
      fields.map { RowType.Field($0.name, $0.type.celType(named: $0.name)) }.asRow("form"))
    environment.declare(
      "applicant",
      [
        RowType.Field("name", .string), RowType.Field("born", .date),
        RowType.Field("member_since", .date), RowType.Field("union", .string),
      ].asRow("applicant"))
    environment.declare("today", .date)
    environment.declare("now", .timestamp)
    return environment
  }

  /// The results a check can have.
  static let checkResults = ["open", "pass", "fail", "not_needed", "waived"]
}

extension [RowType.Field] {
  fileprivate func asRow(_ name: String) -> CELType { .row(RowType(name, self)) }
}
