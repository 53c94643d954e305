internal import CEL
internal import Workflows

/// What an action does that every rule lets through.
extension Judge {
  func outcome() -> Outcome {
    let isEffective = votes.have >= votes.need
    let isOpening = action.opensCase
    let state = isEffective ? target : snapshot.state
    let entry = CaseEntry(
      sequence: snapshot.version + 1, kind: isOpening ? "open" : action.name,
      openingAction: isOpening && action.name != "open" ? action.name : nil,
      person: actor.kind == .person ? actor.person : nil, principal: actor.principal?.person,
      login: actor.login, role: role,
      visit: snapshot.visit, at: snapshot.now, from: isOpening ? nil : snapshot.state, to: state,
      isEffective: isEffective, signed: action.isSigned ? signed : nil,
      filled: action.isSigned ? filled(fields) : nil)
    let beginsVisit = isEffective && (isOpening || target != snapshot.state)
    var outcome = Outcome(
      entry: entry, state: state, isEffective: isEffective, beginsVisit: beginsVisit,
      fields: fields, written: written)
    if votes.need > 1 { outcome.votes = votes }
    if isEffective {
      outcome.movements = movements
      outcome.message = action.tellApplicant
    }
    // An action to its own state restarts the deadline; on hold, not even that.
    if beginsVisit || isEffective && snapshot.hold == nil {
      let counted = workflow.state(state)?.deadline?.of
      if counted.map(isWithheld) != true {
        outcome.due = .some(procedure.due(in: state, fields, snapshot.now))
      }
    } else if written.contains(where: procedure.isCountedFrom) {
      outcome.due = procedure.dueFromForm(in: state, fields)
    }
    if beginsVisit {
      outcome.checks = markingWithheld(procedure.checks(in: state, bindings, snapshot.now))
      outcome.opens = [:]
      if snapshot.hold != nil { outcome.hold = .some(nil) }
    }
    if written.contains(where: procedure.isCountedFrom) {
      outcome.deadlines = procedure.deadlines(fields)
    }
    return outcome
  }
}

extension Procedure {
  /// When a case that enters `state` now should have left it.
  func due(in state: String, _ fields: Row, _ now: Timestamp) -> CaseDue? {
    guard let deadline = workflow.state(state)?.deadline else { return nil }
    guard let field = deadline.of else {
      return calendar.due(after: now, within: deadline.within).map { CaseDue($0) }
    }
    return due(deadline.within, of: field, fields)
  }

  /// The state's due date if it counts from a date of the form; nil outside when it does not.
  func dueFromForm(in state: String, _ fields: Row) -> CaseDue?? {
    guard let deadline = workflow.state(state)?.deadline, let field = deadline.of else {
      return nil
    }
    return .some(due(deadline.within, of: field, fields))
  }

  /// The deadlines that run across states, as far as their dates are known.
  func deadlines(_ fields: Row) -> [CaseSnapshot.NamedDue] {
    workflow.deadlines.compactMap { deadline in
      due(deadline.within, of: deadline.of, fields).map {
        CaseSnapshot.NamedDue(name: deadline.name, due: $0)
      }
    }
  }

  /// Whether a deadline counts from this field.
  func isCountedFrom(_ field: String) -> Bool {
    workflow.deadlines.contains { $0.of == field }
      || workflow.states.contains { $0.deadline?.of == field }
  }

  /// The checks that open on entering `state`.
  func checks(in state: String, _ bindings: Row, _ now: Timestamp) -> [CaseSnapshot.CaseCheck] {
    (workflow.state(state)?.checks ?? []).map { check in
      if let needed = check.neededWhen, !needed.expression.evaluate(bindings).isTrue {
        return CaseSnapshot.CaseCheck(name: check.name, result: "not_needed")
      }
      let due = check.within.flatMap { calendar.due(after: now, within: $0) }
      return CaseSnapshot.CaseCheck(
        name: check.name, result: "open", due: due.map { CaseDue($0) })
    }
  }

  private func due(_ within: Period, of field: String, _ fields: Row) -> CaseDue? {
    guard case .date(let date)? = fields[field] else { return nil }
    return calendar.due(after: date, within: within).map { CaseDue($0, field: field) }
  }
}
