internal import CEL
internal import Workflows

extension Procedure {
  /// The case after `outcome`.
  ///
  /// - Parameter snapshot: the case on which the outcome was decided.
  public func evolve(_ snapshot: CaseSnapshot, _ outcome: Outcome) -> CaseSnapshot {
    var next = snapshot
    if snapshot.version == 0 {
      next.openedAt = outcome.entry.at
      next.enteredAt = outcome.entry.at
    }
    next.entries.append(outcome.entry)
    if let recalled = outcome.recalled,
      let index = next.entries.firstIndex(where: { $0.sequence == recalled })
    {
      next.entries[index].isRecalled = true
    }
    next.version = outcome.entry.sequence
    next.state = outcome.state
    next.fields = outcome.fields
    next.withheld.subtract(outcome.written)
    for movement in outcome.movements { next.move(movement) }
    if outcome.beginsVisit {
      next.visit += snapshot.version == 0 ? 0 : 1
      next.enteredAt = outcome.entry.at
    }
    if let checks = outcome.checks { next.checks = checks }
    if let due = outcome.due { next.due = due }
    if let deadlines = outcome.deadlines { next.deadlines = deadlines }
    if let opens = outcome.opens { next.opens = opens }
    if let hold = outcome.hold { next.hold = hold }
    return next
  }
}

extension CaseSnapshot {
  fileprivate mutating func move(_ movement: Outcome.Movement) {
    money.apply(movement.kind, movement.amount)
    if movement.kind == "release" {
      for (fund, amount) in returns { funds[fund] = funds[fund].map { $0 + amount } }
      returns = [:]
    }
    if let fund = movement.fund, let room = funds[fund] {
      funds[fund] = room - movement.amount
      returns[fund] = (returns[fund] ?? .zero) + movement.amount
    }
    guard let fund = returns.keys.first, returns.count == 1 else { return }
    switch movement.kind {
    case "pay", "send":
      returns[fund] = max(.zero, (returns[fund] ?? .zero) - movement.amount)
    case "return": returns[fund] = (returns[fund] ?? .zero) + movement.amount
    default: break
    }
  }
}
