import CEL
import Engine
import History
import Workflows

/// What the engine and the database say about one move, side by side.
struct MoveComparison {
  private(set) var differences: [(what: String, engine: String, database: String)] = []

  init(_ move: ScenarioMove, _ answer: JSON, _ procedure: Procedure) {
    compare("verdict", Self.verdict(move), Self.verdict(answer))
    if case .tick = move.deed {
      compare("clock", Self.notes(move.clock), Self.notes(answer["clock"] ?? .null))
    }
    let after = move.after
    guard let found = answer["case"], !found.isNull else {
      compare("case", after.version == 0 ? "none" : "open", "none")
      return
    }
    compare("state", after.state, found["state"]?.text ?? "")
    compare("version", "\(after.version)", "\(found["version"]?.int64 ?? 0)")
    compare("visit", "\(after.visit)", "\(found["visit"]?.int64 ?? 0)")
    compareFields(after, found, procedure)
    compareMoney(after, found)
    compareTimes(after, found)
    compare(
      "checks", after.checks.map { "\($0.name) \($0.result)" }.joined(separator: ", "),
      (found["checks"]?.elements ?? []).map {
        "\($0["name"]?.text ?? "") \($0["result"]?.text ?? "")"
      }.joined(separator: ", "))
    compareDocuments(after, found, procedure.workflow)
  }

  private mutating func compare(_ what: String, _ engine: String, _ database: String) {
    if engine != database { differences.append((what, engine, database)) }
  }

  private static func verdict(_ move: ScenarioMove) -> String {
    move.refusals.isEmpty ? "done" : "refused: " + move.refusals.map(\.rule).joined(separator: " ")
  }

  private static func verdict(_ answer: JSON) -> String {
    if let error = answer["error"]?.text { return error }
    guard let rules = answer["refused"]?.elements else { return "done" }
    return "refused: " + rules.compactMap(\.text).joined(separator: " ")
  }

  private mutating func compareFields(
    _ after: CaseSnapshot, _ found: JSON, _ procedure: Procedure
  ) {
    let stored = PlainValue(found["fields"] ?? .object([]))
    let fields = procedure.fields(stored: stored)
    for field in procedure.workflow.fields {
      compare(
        "field \(field.name)", after.fields[field.name]?.description ?? "absent",
        fields[field.name]?.description ?? "absent")
    }
    if case .object(let members) = stored {
      let known = procedure.workflow.fields.map(\.name)
      for member in members where !known.contains(member.name) {
        compare("field \(member.name)", "absent", "present")
      }
    }
  }

  private mutating func compareMoney(_ after: CaseSnapshot, _ found: JSON) {
    func amount(_ key: String) -> String {
      Amount(minorUnits: found[key]?.int64 ?? 0).description
    }
    compare("money.reserved", after.money.outstanding.description, amount("reserved"))
    compare("money.committed", after.money.committed.description, amount("committed"))
    compare("money.sent", after.money.sent.description, amount("sent"))
    compare("money.paid", after.money.paid.description, amount("paid"))
  }

  private mutating func compareTimes(_ after: CaseSnapshot, _ found: JSON) {
    func instant(_ json: JSON?) -> String {
      json?.int64.flatMap { Timestamp(microseconds: $0) }?.description ?? "none"
    }
    // While the clock stands still the database keeps what is left, not when it would be over.
    let stands = after.hold != nil && after.due?.field == nil
    compare("due", stands ? "none" : after.due?.at.description ?? "none", instant(found["due_us"]))
    compare("held", after.hold?.reason ?? "no", found["held"]?.text ?? "no")
    let deadlines = found["deadlines"]?.members ?? []
    for held in after.deadlines {
      compare(
        "deadline \(held.name)", held.due.at.description,
        instant(deadlines.first { $0.key == held.name }?.value))
    }
    for member in deadlines where !after.deadlines.contains(where: { $0.name == member.key }) {
      compare("deadline \(member.key)", "none", instant(member.value))
    }
  }

  private mutating func compareDocuments(
    _ after: CaseSnapshot, _ found: JSON, _ workflow: Workflow
  ) {
    for document in workflow.documents {
      let held = after.documents[document.name]
      let kept = found["docs"]?[document.name]
      let date = kept?["issued_on"]?.int64.flatMap { CalendarDate(days: Int($0)) }
      compare(
        "document \(document.name)",
        Self.document(
          held?.isReceived ?? false, held?.issuedOn, held?.isWaived ?? false),
        Self.document(
          kept?["received"]?.bool ?? false, date, kept?["waived"]?.bool ?? false))
    }
  }

  private static func document(
    _ isReceived: Bool, _ issuedOn: CalendarDate?, _ isWaived: Bool
  ) -> String {
    (isReceived ? "received" : "not received")
      + (issuedOn.map { ", issued on \($0)" } ?? "") + (isWaived ? ", waived" : "")
  }

  private static func notes(_ notes: [ClockNote]) -> String {
    notes.map { note in
      switch note {
      case .resumed: "resumed"
      case .moved(let action): "moved \(action)"
      case .stuck(let action, let rules): "stuck \(action): \(rules.joined(separator: " "))"
      case .escalated(let deadline, let role): "escalated \(deadline ?? "") to \(role ?? "")"
      case .reminded(let deadline): "reminded \(deadline ?? "")"
      }
    }.sorted().joined(separator: ", ")
  }

  private static func notes(_ answer: JSON) -> String {
    func all(_ key: String, _ text: (JSON) -> String) -> [String] {
      (answer[key]?.elements ?? []).map(text)
    }
    let found =
      all("resumed") { _ in "resumed" } + all("moved") { "moved \($0["action"]?.text ?? "")" }
      + all("stuck") { item in
        let rules = (item["refused"]?.elements ?? []).compactMap { $0["rule"]?.text }
        return "stuck \(item["action"]?.text ?? ""): \(rules.joined(separator: " "))"
      }
      + all("escalated") {
        "escalated \($0["deadline"]?.text ?? "") to \($0["to"]?.text ?? "")"
      } + all("reminded") { "reminded \($0["deadline"]?.text ?? "")" }
    return found.sorted().joined(separator: ", ")
  }
}
