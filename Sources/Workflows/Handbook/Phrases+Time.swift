extension Phrases {
  /// `10 working days`, `10个工作日`.
  func period(_ period: Period) -> String {
    let count = period.count
    let plural = count == 1 ? "" : "s"
    return switch period.unit {
    case .days: say("\(count) day\(plural)", "\(count)天")
    case .businessDays: say("\(count) working day\(plural)", "\(count)个工作日")
    case .hours: say("\(count) hour\(plural)", "\(count)小时")
    }
  }

  /// How long, and from when if not from entering the state: `15 days from Day of the award`.
  func within(_ deadline: Workflow.Deadline) -> String {
    from(period(deadline.within), deadline.of)
  }

  private func from(_ period: String, _ field: String?) -> String {
    guard let field else { return period }
    return say(
      "\(period) from \(quoted(self.field(field)))", "自\(quoted(self.field(field)))起\(period)")
  }

  /// What happens when a deadline is missed: `then: No answer in time`, `then told: Supervisor`.
  func missed(_ deadline: Workflow.Deadline) -> String? {
    if let action = deadline.then {
      return say("then \(self.action(action))", "逾期：\(self.action(action))")
    }
    return deadline.escalateTo.map { say("then \(role($0)) is told", "逾期报\(role($0))") }
  }

  /// A deadline in a sentence.
  func sentence(_ deadline: Workflow.Deadline) -> String {
    let end = period(deadline.within)
    let start = deadline.of.map {
      say("from the day in \(quoted(field($0)))", "自\(quoted(field($0)))所填日期起")
    }
    var text =
      start.map { say("Within \(end) \($0).", "\($0)\(end)内办结。") }
      ?? say("Within \(end) of arriving here.", "进入本环节后\(end)内办结。")
    if let remind = deadline.remind {
      text += say(" A reminder goes out \(period(remind)) before.", "到期前\(period(remind))提醒。")
    }
    if let role = deadline.escalateTo {
      text += say(
        " When it is missed, the \(self.role(role)) is told; the case stays.",
        "逾期报\(self.role(role))，个案留在本环节。")
    }
    if let action = deadline.then {
      let targets = workflow.action(action)?.targets.map { state($0.state) } ?? []
      text += say(
        " When it is missed, \(quoted(self.action(action))) happens by itself and the case moves to \(quoted(either(targets))).",
        "逾期自动\(quoted(self.action(action)))，转入\(quoted(either(targets)))。")
    }
    return text
  }

  /// A deadline across states in a sentence.
  func sentence(_ deadline: Workflow.CaseDeadline) -> String {
    var text = say(
      "\(period(deadline.within)) from the day in \(quoted(field(deadline.of))), while the case is in \(all(deadline.states.map(state))).",
      "自\(quoted(field(deadline.of)))所填日期起\(period(deadline.within))，适用环节：\(deadline.states.map(state).joined(separator: "、"))。"
    )
    if let remind = deadline.remind {
      text += say(" A reminder goes out \(period(remind)) before.", "到期前\(period(remind))提醒。")
    }
    if let role = deadline.escalateTo {
      text += say(" When it is missed, the \(self.role(role)) is told.", "逾期报\(self.role(role))。")
    }
    return text
  }

  /// A check with who and how long: `Means test (Reviewer, 5 working days)`.
  func check(_ check: Workflow.Check) -> String {
    let parts = [role(check.role)] + [check.within.map(period)].compactMap { $0 }
    return name(check.label, check.name) + bracketed(parts.joined(separator: say(", ", "，")))
  }

  func bracketed(_ text: String) -> String { isChinese ? "（\(text)）" : " (\(text))" }
}
