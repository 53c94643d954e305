internal import CEL

/// Stale approvals: what an action judged does not change on the way to a payment without being judged
/// again.
///
/// What counts as a judgement is an action that every way to the payment passes, that approves money,
/// or that sets money aside. A later action with the same rule, word for word, judges again. What a
/// correction changes is left to the run: it is recorded under its author's name, who then counts as
/// having done what filled the field.
extension ProcedureChecks {
  func checkStale() {
    var reported: Set<String> = []
    for payer in workflow.actions where payer.pays {
      for judge in workflow.actions where judge.name != payer.name && !judge.pays {
        let fields = judged(by: judge)
        guard !fields.isEmpty, isJudgement(judge, before: payer) else { continue }
        for field in fields {
          guard let (changer, location) = change(of: field, after: judge, before: payer),
            reported.insert("\(changer.name) \(field) \(judge.name)").inserted
          else { continue }
          let isRefused = judge.approvesMoney && workflow.field(field)?.isSigned == true
          reading.report(
            .approvalGoesStale, at: location, field, judge.name, changer.name, payer.name,
            isRefused ? "refused" : "")
        }
      }
    }
  }

  /// The fields that an action's rules, tiers and amounts read, or that its signature covers.
  private func judged(by action: Workflow.Action) -> [String] {
    var fields = action.when.flatMap { RuleReader.fields(of: $0.condition.expression) }
    if action.approvesMoney { fields += workflow.signedFields }
    if let tiers = action.tiers { fields += RuleReader.fields(of: tiers.by.expression) }
    for step in action.money {
      if case .value(let amount) = step.amount {
        fields += RuleReader.fields(of: amount.expression)
      }
    }
    fields += action.grantedBenefit?.fields ?? []
    if let invoice = action.invoice { fields += [invoice.hospital, invoice.number] }
    return workflow.fields.map(\.name).filter(fields.contains)
  }

  private func isJudgement(_ judge: Workflow.Action, before payer: Workflow.Action) -> Bool {
    judge.approvesMoney || !judge.money.isEmpty || judge.grantedBenefit != nil
      || judge.invoice != nil || isPassedAlways(judge, before: payer)
  }

  /// Whether every way to the payment passes the action.
  private func isPassedAlways(_ judge: Workflow.Action, before payer: Workflow.Action) -> Bool {
    let paths = CasePaths(graph, remembering: false) { action, _, _, _ in
      action.name == judge.name ? nil : false
    }
    return !paths.places.contains { $0.state.map(payer.from.contains) ?? false }
  }

  /// Whether the action judges `field` by a rule that `judge` has too.
  private func judgesAgain(
    _ action: Workflow.Action, _ field: String, as judge: Workflow.Action
  ) -> Bool {
    let rules = judge.when.filter {
      RuleReader.fields(of: $0.condition.expression).contains(field)
    }
    guard !rules.isEmpty, !judge.approvesMoney || workflow.field(field)?.isSigned != true,
      judge.tiers.map({ !Self.reads($0.by, field) }) ?? true,
      judge.grantedBenefit?.fields.contains(field) != true,
      judge.invoice?.hospital != field, judge.invoice?.number != field,
      judge.money.allSatisfy({ step in
        if case .value(let amount) = step.amount { !Self.reads(amount, field) } else { true }
      })
    else { return false }
    return rules.allSatisfy { rule in
      action.when.contains {
        $0.condition.expression.source == rule.condition.expression.source
      }
    }
  }

  private static func reads(_ rule: Guard, _ field: String) -> Bool {
    RuleReader.fields(of: rule.expression).contains(field)
  }

  /// The action that changes `field` between the judgement and the payment, on the shortest way.
  private func change(
    of field: String, after judge: Workflow.Action, before payer: Workflow.Action
  ) -> (Workflow.Action, SourceLocation)? {
    // What is remembered: nothing until the judgement, then the action that changed the field.
    enum Standing: Hashable {
      case open
      case judged
      case changed(String)
    }
    let endsWithMoney = !isPassedAlways(judge, before: payer)
    var found: String?
    _ = CasePaths(graph, remembering: Standing.open) { action, place, _, _ in
      if found != nil { return nil }
      if action.name == judge.name { return .judged }
      if place.memory == .open { return .open }
      // With the money given back, what set it aside is void; what every way passes is not.
      if endsWithMoney, action.money.contains(where: { $0.kind == .release }) { return .open }
      var next = place.memory
      if action.fill.contains(where: { $0.field == field }) { next = .changed(action.name) }
      if self.judgesAgain(action, field, as: judge) { next = .judged }
      if action.name == payer.name {
        if case .changed(let name) = next { found = name }
        return nil
      }
      return next
    }
    guard let name = found, let changer = workflow.action(name) else { return nil }
    let fill = changer.fill.first { $0.field == field }
    return (changer, fill?.location ?? changer.location)
  }
}

extension Workflow.Action {
  /// Whether money leaves by it.
  var pays: Bool { money.contains { $0.kind == .pay || $0.kind == .send } }
}
