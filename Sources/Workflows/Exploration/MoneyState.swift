/// The money of a case as debts: whether there is any, not how much.
struct MoneyState: Hashable {
  /// Whether something is reserved and not yet committed.
  var hasUncommitted = false
  /// Whether something is committed and not yet paid.
  var hasCommitted = false
  /// Whether something was sent to the bank and not yet answered.
  var hasSent = false
  /// Whether something was paid and not all of it came back.
  var hasPaid = false

  /// Whether something is neither paid nor released.
  var hasReserved: Bool { hasUncommitted || hasCommitted }

  /// Whether an amount can be none, and whether it can be more.
  struct AmountRange: Hashable {
    var canBeZero: Bool
    var canBePositive: Bool
  }

  /// Every state that a step can lead to; none when the engine refuses it.
  ///
  /// A payment takes what is committed first (`CaseMoney.apply`).
  func after(
    _ kind: Workflow.MoneyStep.Kind, _ amount: Workflow.MoneyStep.Amount, _ range: AmountRange
  ) -> [MoneyState] {
    var same: [MoneyState] = range.canBeZero ? [self] : []
    func state(_ uncommitted: Bool, _ committed: Bool, _ paid: Bool) -> MoneyState {
      MoneyState(
        hasUncommitted: uncommitted, hasCommitted: committed, hasSent: hasSent, hasPaid: paid)
    }
    switch (kind, amount) {
    case (.reserve, _):
      if range.canBePositive { same.append(state(true, hasCommitted, hasPaid)) }
      return same
    case (.commit, _): return hasUncommitted ? [state(false, true, hasPaid)] : []
    case (.release, _): return [state(false, false, hasPaid)]
    case (.pay, .reserved), (.pay, .sent): return hasReserved ? [state(false, false, true)] : []
    case (.pay, .value):
      guard range.canBePositive, hasReserved else { return same }
      same.append(state(false, false, true))
      if hasUncommitted { same.append(state(true, false, true)) }
      if hasCommitted { same.append(state(hasUncommitted, true, true)) }
      return same
    case (.send, _):
      guard hasReserved else { return [] }
      return [MoneyState(hasSent: true, hasPaid: hasPaid)]
    case (.settle, _):
      guard hasSent else { return [] }
      return [
        MoneyState(hasUncommitted: hasUncommitted, hasCommitted: hasCommitted, hasPaid: true)
      ]
    case (.return, _):
      guard hasSent else { return [] }
      return [
        MoneyState(hasUncommitted: true, hasCommitted: hasCommitted, hasPaid: hasPaid)
      ]
    case (.recover, _):
      if range.canBePositive, hasPaid {
        same.append(state(hasUncommitted, hasCommitted, true))
        same.append(state(hasUncommitted, hasCommitted, false))
      }
      return same
    }
  }
}
