import CEL
import Casebook
import Engine
import History

/// A refused rule as both engines must name it.
struct WalkRule: Equatable, CustomStringConvertible {
  var rule: String
  var kind: String
  /// What it refers to, where both say so.
  var reference: String?
  /// What is wrong with a field, document, fund or amount.
  var why: String?
  var isUndecided: Bool

  static let referring: Set<String> = [
    "only", "distinct_from", "field", "fill", "document", "signature", "fund", "amount", "check",
  ]

  init(_ refusal: Engine.Refusal) {
    rule = refusal.rule
    kind = refusal.kind.rawValue
    reference = Self.referring.contains(kind) ? refusal.reference : nil
    why = refusal.kind == .held ? nil : refusal.arguments["why"]?.string
    isUndecided = refusal.isUndecided
  }

  init(_ item: Casebook.Refusal.Item) {
    rule = item.rule
    kind = item.kind
    reference = Self.referring.contains(kind) ? item.reference : nil
    why = kind == "held" ? nil : item.detail["args"]?["why"]?.text
    isUndecided =
      item.detail["undecided"]?.bool ?? item.detail["args"]?["undecided"]?.bool ?? false
  }

  init(_ kind: String) {
    self.kind = kind
    rule = kind
    isUndecided = false
  }

  var withoutReasons: WalkRule {
    var rule = self
    if kind == "route" || kind == "tier" { rule.isUndecided = false }
    return rule
  }

  var description: String {
    "\(rule)[\(reference ?? "")\(why.map { " \($0)" } ?? "")\(isUndecided ? " ?" : "")]"
  }
}

/// What the engine says to a deed.
enum WalkVerdict {
  case done(WalkChange)
  case refused([WalkRule])
  case conflict, misunderstood, absent
}

/// What the database says to it.
enum WalkAnswer {
  case done(Answer)
  case refused([WalkRule])
  case conflict, misunderstood, absent
  case other(String)

  init(_ error: CasebookError) {
    self =
      switch error {
      case .refused(let refusal): .refused(refusal.items.map { WalkRule($0) })
      case .conflict: .conflict
      case .misunderstood: .misunderstood
      case .notFound: .absent
      default: .other("\(error)")
      }
  }
}

/// What a deed does to a case.
struct WalkChange {
  /// By the engine; nil for what the engine leaves to the database: notes and documents.
  var outcome: Outcome?
  var next: CaseSnapshot
  /// Whether the deadline of the state begins anew.
  var restarts = false

  func apply(to target: WalkCase, money: inout WalkMoney, year: Int) {
    target.shadow = next
    guard let outcome else { return }
    money.apply(outcome.movements, to: &target.lots, in: year)
    for movement in outcome.movements {
      let amount = movement.amount.minorUnits
      let at = outcome.entry.at.microseconds
      if movement.kind == "pay" || movement.kind == "settle" { target.paid.append((at, amount)) }
      if movement.kind == "recover" { target.paid.append((at, -amount)) }
    }
    if restarts, outcome.due != nil { target.isEscalated = false }
    if outcome.deadlines != nil { target.escalatedDeadlines = [] }
  }

  func differences(_ answer: Answer, _ deed: WalkDeed) -> [String] {
    var all: [String] = []
    func compare(_ name: String, _ engine: String, _ database: String) {
      if engine != database { all.append("answer's \(name): \(engine), database \(database)") }
    }
    compare("state", next.state, answer.state ?? "-")
    compare("version", "\(next.version)", "\(answer.version ?? -1)")
    compare("repeated", "false", "\(answer.isRepeated)")
    guard let outcome else { return all }
    switch deed {
    case .open, .act:
      compare("moved", "\(outcome.isEffective)", "\(answer.didMove)")
      compare(
        "votes", outcome.votes.map { "\($0.have)/\($0.need)" } ?? "-",
        answer.votes.map { "\($0.have)/\($0.need)" } ?? "-")
      let amount =
        outcome.movements.map(\.amount).first { $0 > .zero } ?? outcome.movements.last?.amount
      compare("amount", amount?.description ?? "-", answer.amount ?? "-")
    default: break
    }
    return all
  }
}
