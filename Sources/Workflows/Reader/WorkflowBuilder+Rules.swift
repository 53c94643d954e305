internal import CEL

extension WorkflowBuilder {
  /// Marks the fields that a tier, a money amount or a payee reads, anywhere in the file.
  func markSignedFields(_ workflow: inout Workflow) {
    var read: Set<String> = []
    for action in workflow.actions {
      if let tiers = action.tiers { read.formUnion(tiers.by.expression.reads) }
      for step in action.money {
        if case .value(let amount) = step.amount { read.formUnion(amount.expression.reads) }
        for field in [step.payee, step.payeeOf].compactMap(\.self) { read.insert("form.\(field)") }
      }
    }
    let signed = Set(
      read.compactMap { path in
        path.hasPrefix("form.")
          ? path.split(separator: ".").dropFirst().first.map(String.init) : nil
      })
    for index in workflow.fields.indices {
      workflow.fields[index].isSigned = signed.contains(workflow.fields[index].name)
    }
  }

  /// Lists each action's rules in the order of its verdicts.
  func addRules(_ workflow: inout Workflow) {
    for index in workflow.actions.indices {
      workflow.actions[index].rules = rules(of: workflow.actions[index], in: workflow)
    }
  }

  private func rules(of action: Workflow.Action, in workflow: Workflow) -> [Workflow.Rule] {
    var rules: [Workflow.Rule] = []
    func add(
      _ kind: Workflow.Rule.Kind, _ reference: String, _ name: String, _ condition: Guard?
    ) {
      guard let condition else { return }
      rules.append(.init(name: name, kind: kind, reference: reference, condition: condition))
    }
    let filled = action.fill.compactMap { workflow.field($0.field) }
    for field in filled { add(.field, field.name, "field:\(field.name)", field.check) }
    for fill in action.fill where fill.need == .when {
      add(
        .required, fill.field, "fill:\(fill.field)", workflow.field(fill.field)?.requiredWhen)
    }
    let asked = Set(action.documents + (action.tiers?.bands.flatMap(\.documents) ?? []))
    for document in workflow.documents where asked.contains(document.name) {
      add(.document, document.name, "document:\(document.name)", document.neededWhen)
    }
    for rule in action.when {
      rules.append(.init(name: rule.name, kind: .when, say: rule.say, condition: rule.condition))
    }
    for (index, target) in action.targets.enumerated() {
      add(.route, "\(index)", "route", target.when)
    }
    for state in workflow.states where action.targets.contains(where: { $0.state == state.name }) {
      for check in state.checks {
        let reference = "\(state.name).\(check.name)"
        add(.check, reference, "check:\(reference)", check.neededWhen)
      }
    }
    return rules
  }
}
