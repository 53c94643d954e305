internal import CEL

/// One step of a case in terms of values: what must hold for it, and what it changes.
///
/// Fields are named as they are after the step, money and counts as they were before it.
struct Transition {
  /// What holds whenever the step is taken.
  var given: [Claim] = []
  /// Money after the step, in hundredths, by path.
  var money: [String: LinearTerm] = [:]
  /// The actions that are done once more.
  var done: Set<String> = []
  /// The paths whose values the step may change, money and counts left out.
  var changed: Set<String> = []
  /// The fields that the step fills, whether or not they are there afterwards.
  var filled: Set<String> = []
  /// Whether it opens the case.
  var opens = false
}

extension Obligations {
  /// The step of a move, or of a vote without effect.
  func transition(_ index: Int, isVote: Bool) -> Transition {
    let key = isVote ? -1 - index : index
    if let known = transitions[key] { return known }
    let move = model.moves[index]
    var result = Transition()
    result.opens = move.from == nil
    if result.opens { result.done.insert("open") }
    if let action = model.action(of: move) {
      result.done.insert(action.name)
      fill(action, &result)
      addConditions(of: action, move, &result)
      if action.mostPeople == 1, let limit = action.atMost {
        let count = LinearTerm(
          factors: ["did.\(action.name).count": 1], constant: 1 - Int128(limit))
        note("did.\(action.name).count", .int)
        result.given.append(count.notPositive())
      }
      moveMoney(action, isVote: isVote, step: key, &result)
    }
    for name in result.done {
      result.changed.formUnion(["did.\(name).by", "did.\(name).at"])
    }
    if model.arrives(move), !isVote {
      result.changed.formUnion(["case.round", "case.entered_on"])
    }
    transitions[key] = result
    return result
  }

  private func fill(_ action: Workflow.Action, _ result: inout Transition) {
    for fill in action.fill {
      let path = "form.\(fill.field)"
      result.changed.insert(path)
      result.filled.insert(path)
      if fill.need == .always { result.given.append(.literal(.present(path), holds: true)) }
    }
  }

  private func addConditions(
    of action: Workflow.Action, _ move: ProcedureModel.Move, _ result: inout Transition
  ) {
    for rule in action.when { result.given.append(truth(of: rule.condition).yes) }
    for (place, target) in action.targets.enumerated() where place <= move.target {
      guard let condition = target.when else { continue }
      let truth = truth(of: condition)
      result.given.append(place == move.target ? truth.yes : truth.no)
    }
    guard let tiers = action.tiers, let limit = tiers.bands.last?.upTo,
      let cases = terms(of: tiers.by)
    else { return }
    let most = LinearTerm(constant: limit.unscaled, scale: limit.scale)
    result.given.append(
      .some(
        cases.map { entry in
          entry.when && (entry.term.adding(most, times: -1)?.notPositive() ?? .constant(true))
        }))
  }

  /// Follows the money steps in symbols: an amount that cannot be said in sums is a new number.
  private func moveMoney(
    _ action: Workflow.Action, isVote: Bool, step key: Int, _ result: inout Transition
  ) {
    func symbol(_ path: String) -> LinearTerm {
      note(path, .decimal(scale: 2))
      return LinearTerm(factors: [path: 1], scale: 2)
    }
    var fresh = 0
    func new() -> LinearTerm {
      fresh += 1
      let path = "new \(key) \(fresh)"
      setDomain(
        path,
        .number(least: 0, most: NumberKind.decimal(scale: 2).range.upperBound, .decimal(scale: 2)))
      result.changed.insert(path)
      return LinearTerm(factors: [path: 1], scale: 2)
    }
    var (reserved, committed, sent, paid) = (
      symbol("money.reserved"), symbol("money.committed"), symbol("money.sent"),
      symbol("money.paid")
    )
    func atMost(_ a: LinearTerm, _ b: LinearTerm, plus: Int128 = 0) {
      if let gap = a.adding(b, times: -1) { result.given.append(gap.notPositive(plus: plus)) }
    }
    let none = LinearTerm(scale: 2)
    atMost(committed, reserved)
    for step in action.money {
      var amount = reserved
      if case .value(let rule) = step.amount {
        let cases = terms(of: rule) ?? []
        if cases.count == 1, cases[0].term.scale <= 2 {
          amount = cases[0].term
          result.given.append(cases[0].when)
        } else {
          amount = new()
          let same = Claim.some(
            cases.map { entry in
              guard let gap = entry.term.adding(amount, times: -1) else { return entry.when }
              return entry.when && gap.notPositive() && gap.opposed.notPositive()
            })
          if !cases.isEmpty { result.given.append(same) }
        }
        atMost(none, amount)
      }
      switch (step.kind, step.amount) {
      case (.reserve, _): reserved = reserved.adding(amount) ?? new()
      case (.commit, _):
        atMost(committed, reserved, plus: 1)
        committed = reserved
      case (.release, _): (reserved, committed) = (none, none)
      case (.pay, .reserved), (.pay, .sent):
        atMost(none, reserved, plus: 1)
        paid = paid.adding(reserved) ?? new()
        (reserved, committed) = (none, none)
      case (.pay, .value):
        atMost(amount, reserved)
        paid = paid.adding(amount) ?? new()
        let left = new()
        atMost(left, committed)
        if let gap = committed.adding(amount, times: -1) { atMost(gap, left) }
        reserved = reserved.adding(amount, times: -1) ?? new()
        committed = left
      case (.send, _):
        atMost(none, reserved, plus: 1)
        sent = sent.adding(reserved) ?? new()
        (reserved, committed) = (none, none)
      case (.settle, _):
        atMost(none, sent, plus: 1)
        paid = paid.adding(sent) ?? new()
        sent = none
      case (.return, _):
        atMost(none, sent, plus: 1)
        reserved = reserved.adding(sent) ?? new()
        sent = none
      case (.recover, _):
        atMost(amount, paid)
        paid = paid.adding(amount, times: -1) ?? new()
      }
    }
    guard !isVote else { return }
    result.money = [
      "money.reserved": reserved, "money.committed": committed, "money.sent": sent,
      "money.paid": paid,
    ]
  }
}
