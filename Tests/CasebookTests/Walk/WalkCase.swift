import CEL
import Casebook
import Engine
import History
import Workflows

/// A case as the pure engine has it: made by evolving from its opening, never read back.
final class WalkCase {
  let number: String
  let procedure: Procedure
  let applicant: Int
  let unit: String?
  var shadow: CaseSnapshot
  /// What it has of the funds.
  var lots: [WalkMoney.Lot] = []
  /// What nobody else of the household may have as well.
  var holdings = WalkHoldings()
  /// Money paid (positive) and recovered (negative), with the time.
  var paid: [(at: Int64, amount: Int64)] = []
  /// The payment that is under way.
  var batch: WalkBatch?
  /// Whether the role was told that the present due date is over; and that of which deadlines.
  var isEscalated = false
  var escalatedDeadlines: Set<String> = []
  /// The commands so far: a reproduction.
  var log: [String] = []

  init(
    _ number: String, _ procedure: Procedure, applicant: Int, unit: String?, _ shadow: CaseSnapshot
  ) {
    self.number = number
    self.procedure = procedure
    self.applicant = applicant
    self.unit = unit
    self.shadow = shadow
  }

  var workflow: Workflow { procedure.workflow }
  var isFinal: Bool { workflow.state(shadow.state)?.isFinal == true }

  /// The logins that the staff fields name.
  var assigned: [String] {
    workflow.fields.compactMap { field in
      guard case .staff = field.type, case .string(let login)? = shadow.fields[field.name] else {
        return nil
      }
      return login
    }
  }

  /// The other side's name as lookups compare it.
  var opponent: String? { text(shadow.fields["opponent"]) }
  var applicantName: String? { text(shadow.applicant["name"]) }

  private func text(_ value: Value?) -> String? {
    guard case .string(let text)? = value else { return nil }
    var trimmed = text[...]
    while trimmed.first == " " { trimmed.removeFirst() }
    while trimmed.last == " " { trimmed.removeLast() }
    return trimmed.lowercased()
  }

  /// When an action with `after` opens.
  func opens(_ action: Workflow.Action, in snapshot: CaseSnapshot) -> Timestamp? {
    guard let period = action.after else { return nil }
    return snapshot.opens[action.name]
      ?? procedure.calendar.due(after: snapshot.enteredAt, within: period)?.instant
  }
}

extension WalkCase {
  /// What the database's snapshot says otherwise than the engine's case.
  ///
  /// - Parameters:
  ///   - read: the snapshot as decoded.
  ///   - hasContent: whether it came with the content.
  ///   - last: how many of the latest entries are compared in full.
  func differences(_ read: CaseSnapshot, hasContent: Bool, last: Int) -> [String] {
    var all: [String] = []
    func compare(_ name: String, _ engine: some CustomStringConvertible, _ other: String) {
      if engine.description != other { all.append("\(name): engine \(engine), database \(other)") }
    }
    compare("state", shadow.state, read.state)
    compare("version", shadow.version, "\(read.version)")
    compare("visit", shadow.visit, "\(read.visit)")
    compare("entered", shadow.enteredAt.microseconds, "\(read.enteredAt.microseconds)")
    compare("opened", shadow.openedAt.microseconds, "\(read.openedAt.microseconds)")
    compare("hold since", Self.text(shadow.hold?.since), Self.text(read.hold?.since))
    compare("hold until", "\(shadow.hold?.until?.days ?? 0)", "\(read.hold?.until?.days ?? 0)")
    // On hold the database keeps what is left instead; a period of the law goes on.
    let due = shadow.hold != nil && shadow.due?.field == nil ? nil : shadow.due
    compare("due", Self.text(due?.at), Self.text(read.due?.at))
    compare("checks", Self.checks(shadow), Self.checks(read))
    compare("documents", documents(shadow), documents(read))
    compare("money", Self.money(shadow), Self.money(read))
    for action in workflow.actions
    where action.after != nil && action.from.contains(shadow.state) {
      compare(
        "opens \(action.name)", Self.text(opens(action, in: shadow)),
        Self.text(opens(action, in: read)))
    }
    compare("entries", entries(shadow, last), entries(read, last))
    if hasContent {
      compare("hold", shadow.hold?.reason ?? "-", read.hold?.reason ?? "-")
      compare("fields", Value.row(shadow.fields), Value.row(read.fields).description)
      compare("applicant", Value.row(shadow.applicant), Value.row(read.applicant).description)
    }
    return all
  }

  private static func text(_ time: Timestamp?) -> String { time?.description ?? "-" }

  private static func checks(_ snapshot: CaseSnapshot) -> String {
    snapshot.checks.map { "\($0.name)=\($0.result)@\(text($0.due?.at))" }.joined(separator: " ")
  }

  private static func money(_ snapshot: CaseSnapshot) -> String {
    "\(snapshot.money.outstanding) \(snapshot.money.committed) \(snapshot.money.sent) \(snapshot.money.paid)"
  }

  private func documents(_ snapshot: CaseSnapshot) -> String {
    workflow.documents.map { document in
      let held = snapshot.documents[document.name]
      let issued = held?.issuedOn.map { "\($0.days)" } ?? "-"
      return "\(document.name):\(held?.isReceived ?? false),\(issued),\(held?.isWaived ?? false)"
    }.joined(separator: " ")
  }

  private func entries(_ snapshot: CaseSnapshot, _ last: Int) -> String {
    let recalled = snapshot.entries.filter(\.isRecalled).map { "\($0.sequence)" }
    let lines = snapshot.entries.suffix(last).map { entry in
      let isAction = entry.kind == "open" || workflow.action(entry.kind) != nil
      let way = isAction ? "\(entry.from ?? "-")>\(entry.to)" : ""
      return [
        "\(entry.sequence)", entry.kind, entry.openingAction.map { $0 == "open" ? "" : $0 } ?? "",
        entry.person ?? "-",
        entry.login, entry.role ?? "-", "v\(entry.visit)", "\(entry.at.microseconds)", way,
        entry.check ?? "", entry.result ?? "",
      ].joined(separator: "|")
    }
    return "\(snapshot.entries.count) \(lines) recalled \(recalled)"
  }
}
