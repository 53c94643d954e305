internal import CEL
internal import Workflows

/// The rules about benefits that last and invoices that count once.
extension Judge {
  mutating func judgeBenefits() {
    if let benefit = action.grantedBenefit {
      note(fault(of: benefit), .benefit, benefit.kind.rawValue)
    }
    if let invoice = action.invoice {
      note(fault(of: invoice), .invoice, invoice.number)
    }
  }

  private func fault(of benefit: Workflow.Benefit) -> Refusal? {
    let name = benefit.kind.rawValue
    guard let days = benefit.days(fields, today: snapshot.today) else {
      let absent = benefit.fields.filter { fields[$0] == nil }
      return absent.isEmpty
        ? Refusal(.benefit, name, arguments: ["why": "period"]) : undecided(.benefit, name, absent)
    }
    let taken = snapshot.elsewhere.benefits[action.name] ?? []
    return taken.contains { $0.overlaps(days) }
      ? Refusal(.benefit, name, arguments: ["why": "live"]) : nil
  }

  private func fault(of invoice: Workflow.Invoice) -> Refusal? {
    let absent = [invoice.hospital, invoice.number].filter { fields[$0] == nil }
    if !absent.isEmpty { return undecided(.invoice, invoice.number, absent) }
    return snapshot.elsewhere.invoices.contains(action.name)
      ? Refusal(.invoice, invoice.number, arguments: ["why": "counted"]) : nil
  }

  private func undecided(_ kind: Refusal.Kind, _ name: String, _ absent: [String]) -> Refusal {
    Refusal(kind, name, isUndecided: true, missing: absent.map { "form.\($0)" })
  }
}
