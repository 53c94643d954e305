internal import CEL
internal import Workflows

/// What a correction would undo.
extension DeedJudge {
  /// Every action done on this case whose rules let it through with the form as it is and would not
  /// with `fields`, by name. Both are judged as of now, so what time alone has changed does not
  /// stand in the way.
  ///
  /// The same as the database's `undone`; the two must be changed together.
  func undone(by field: String, _ fields: Row) -> [Refusal] {
    procedure.workflow.actions
      .filter { action in
        snapshot.entries.contains { $0.isDoing(action.name) && !$0.isRecalled }
      }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .compactMap { action in
        let rules = undoneRules(of: action, by: field, fields)
        return rules.isEmpty
          ? nil : Refusal(.undoes, action.name, arguments: ["rules": .texts(rules)])
      }
  }

  private func undoneRules(
    of action: Workflow.Action, by field: String, _ fields: Row
  ) -> [String] {
    var judge = Judge(procedure, snapshot, actor, action, explains: false, leavingOut: [])
    let before = judge.makeBindings()
    judge.fields = fields
    let after = judge.makeBindings()
    var names = action.rules.filter { rule in
      let was = rule.condition.expression.evaluate(before)
      let becomes = rule.condition.expression.evaluate(after)
      let isNew = !was.isTrue && becomes.isTrue
      switch rule.kind {
      case .when, .field: return was.isTrue && !becomes.isTrue
      case .route: return was.value != becomes.value
      case .required: return isNew && fields[rule.reference ?? ""] == nil
      case .document:
        let held = snapshot.documents[rule.reference ?? ""]
        return isNew && held?.isReceived != true && held?.isWaived != true
      case .check: return isNew
      }
    }.map(\.name)
    // The look-up compares the opponent with other cases: nobody looked for the new one.
    if field == "opponent", action.needs.contains("lookup.opposing_cases"),
      snapshot.fields[field] != fields[field]
    {
      names.append("lookup.opposing_cases")
    }
    // A benefit or an invoice that was granted on it stays what it was.
    if snapshot.fields[field] != fields[field] {
      if action.grantedBenefit?.fields.contains(field) == true {
        names.append("benefit")
      } else if action.invoice?.hospital == field || action.invoice?.number == field {
        names.append("invoice")
      }
    }
    return names
  }
}
