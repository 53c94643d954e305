extension Phrases {
  /// What a benefit is for: `subsistence`, `生活`.
  func name(_ kind: Workflow.Benefit.Class) -> String {
    switch kind {
    case .subsistence: say("subsistence", "生活")
    case .medical: say("medical", "医疗")
    case .education: say("education", "助学")
    case .seasonal: say("seasonal", "季节性")
    }
  }

  /// What an action does about a benefit that lasts, in a sentence.
  func sentence(_ step: Workflow.BenefitStep) -> String {
    switch step {
    case .end:
      return say("Ends the case's benefit with this day.", "本案待遇自当日起终止。")
    case .release:
      return say(
        "Takes the case's benefit back, as if it had never been granted.", "收回本案待遇，视同从未给予。")
    case .grant(let benefit):
      let kind = name(benefit.kind)
      let length =
        switch benefit.length {
        case .days(let count): say("for \(count) days", "\(count)天")
        case .months(let count): say("for \(count) months", "\(count)个月")
        case .to(let field):
          say("to the day in \(quoted(self.field(field)))", "至\(quoted(self.field(field)))所填日期")
        }
      let start =
        benefit.from.map {
          say("from the day in \(quoted(field($0)))", "自\(quoted(field($0)))所填日期起")
        } ?? say("from the day of this decision", "自办理之日起")
      let who =
        benefit.isPersonal
        ? say("the person", "本人") : say("the person or the household", "本人或其家庭")
      return say(
        "Grants a \(kind) benefit \(length), \(start). Refused while \(who) has another of its kind, in whatever programme.",
        "给予\(kind)类待遇，\(start)，\(length)。\(who)在任何项目中已有同类有效待遇的，不予办理。")
    }
  }

  /// The invoice that an action counts, in a sentence.
  func sentence(_ invoice: Workflow.Invoice) -> String {
    say(
      "Counts the invoice \(quoted(field(invoice.number))) of \(quoted(field(invoice.hospital))); refused when it was counted before, in whatever programme.",
      "计入\(quoted(field(invoice.hospital)))的发票\(quoted(field(invoice.number)))；该发票在任何项目中已计入的，不予办理。")
  }
}
