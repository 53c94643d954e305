import CEL
import Casebook
import Engine
import Workflows

/// What a case of the walk holds that nobody is granted twice.
struct WalkHoldings {
  struct Held {
    var kind: Workflow.Benefit.Class
    var days: ClosedRange<Int>
    var isPersonal: Bool
  }

  var benefits: [Held] = []
  var invoice: String?
}

extension Walk {
  /// Applicants 0 and 1 live together.
  static let household = 0...1

  /// The words of the odd jobs' invoices.
  private static let hospitals = ["north", "south"]
  private static let bills = ["A", "B", "C"]

  /// What other cases hold, against each action of this one as `deed` would leave its form.
  func elsewhere(
    _ target: WalkCase, _ deed: WalkDeed, _ snapshot: CaseSnapshot
  ) -> CaseSnapshot.Elsewhere {
    var found = CaseSnapshot.Elsewhere()
    for action in target.workflow.actions {
      if let benefit = action.grantedBenefit {
        found.benefits[action.name] = cases.filter { $0 !== target }.flatMap { other in
          other.holdings.benefits.filter { held in
            held.kind == benefit.kind
              && (other.applicant == target.applicant
                || Self.household.contains(other.applicant)
                  && Self.household.contains(target.applicant)
                  && !(held.isPersonal && benefit.isPersonal))
          }.map(\.days)
        }
      }
      if let invoice = action.invoice, let mine = self.invoice(invoice, action, deed, snapshot),
        cases.contains(where: { $0 !== target && $0.holdings.invoice == mine })
      {
        found.invoices.insert(action.name)
      }
    }
    return found
  }

  /// The invoice that an action would count; nil where hospital or number is missing.
  private func invoice(
    _ invoice: Workflow.Invoice, _ action: Workflow.Action, _ deed: WalkDeed,
    _ snapshot: CaseSnapshot
  ) -> String? {
    var given: [Command.FieldEntry] = []
    if case .act(action.name, let fields, _) = deed { given = fields }
    func value(_ field: String, among words: [String]) -> String? {
      var kept: String?
      if case .string(let text)? = snapshot.fields[field] { kept = text }
      guard action.fill.contains(where: { $0.field == field }),
        let entry = given.last(where: { $0.name == field })
      else { return kept }
      switch entry.value {
      case .null, .text(""), .list([]): return nil
      case .text(let text): return words.contains(text) ? text : kept
      default: return kept
      }
    }
    guard let hospital = value(invoice.hospital, among: Self.hospitals),
      let number = value(invoice.number, among: Self.bills)
    else { return nil }
    return hospital + number
  }

  /// Keeps what a deed that was done granted, counted or ended.
  func hold(_ deed: WalkDeed, _ change: WalkChange, by target: WalkCase) {
    guard case .act(let name, _, _) = deed, let action = target.workflow.action(name),
      change.outcome?.isEffective == true
    else { return }
    let today = target.shadow.today
    switch action.benefit {
    case .release?: target.holdings = WalkHoldings()
    case .end?:
      target.holdings.benefits = target.holdings.benefits.compactMap { held in
        var held = held
        guard held.days.lowerBound < today.days else { return nil }
        held.days = held.days.lowerBound...min(held.days.upperBound, today.days - 1)
        return held
      }
    case .grant(let benefit)?:
      target.holdings.benefits.removeAll { $0.kind == benefit.kind }
      if let days = benefit.days(target.shadow.fields, today: today) {
        target.holdings.benefits.append(
          .init(kind: benefit.kind, days: days, isPersonal: benefit.isPersonal))
        count("granted")
      }
    case nil: break
    }
    if let invoice = action.invoice {
      target.holdings.invoice = self.invoice(invoice, action, .resume, target.shadow)
    }
  }
}
