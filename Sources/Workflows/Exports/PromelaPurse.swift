internal import CEL

/// What the money steps of an action do with a case's debts, each amount being none or some.
struct PromelaPurse {
  /// A truth about the debts: one the case came with, or one the steps made.
  enum Bit: Equatable {
    case before(String)
    case known(Bool)
  }

  /// Something is reserved or committed and not paid.
  var reserved = Bit.before("reserved")
  /// Part of that is not committed.
  var loose = Bit.before("loose")
  /// Something was sent and not yet answered.
  var sent = Bit.before("sent")
  /// Something was paid.
  var paid = Bit.before("paid")
  /// What must be true beforehand.
  var needs = PromelaGuard.Condition.always

  /// Everything that the action's steps can come to. Those that leave most for later stand first.
  static func outcomes(of action: Workflow.Action, _ rules: PromelaGuard) -> [PromelaPurse] {
    var purses = [PromelaPurse()]
    for step in action.money {
      purses = purses.flatMap { $0.after(step, rules) }
    }
    return purses
  }

  /// The assignments, in Promela.
  var effects: [String] {
    [("reserved", reserved), ("loose", loose), ("sent", sent), ("paid", paid)].compactMap {
      name, bit in
      guard case .known(let value) = bit else { return nil }
      return "\(name) = \(value)"
    }
  }

  private func after(_ step: Workflow.MoneyStep, _ rules: PromelaGuard) -> [PromelaPurse] {
    var signs: Set<Int> = [1]
    if case .value(let amount) = step.amount { signs = rules.signs(amount.expression.root) }
    // An amount below zero is refused.
    var results: [PromelaPurse] = []
    if signs.contains(1) { results += some(step) }
    if signs.contains(0) { results.append(self) }
    return results
  }

  /// The step with an amount that is not nothing.
  private func some(_ step: Workflow.MoneyStep) -> [PromelaPurse] {
    var next = self
    switch step.kind {
    case .reserve:
      next.reserved = .known(true)
      next.loose = .known(true)
      return [next]
    case .commit:
      guard next.require(loose) else { return [] }
      next.loose = .known(false)
      return [next]
    case .release:
      next.reserved = .known(false)
      next.loose = .known(false)
      return [next]
    case .pay:
      guard next.require(reserved) else { return [] }
      next.paid = .known(true)
      var all = next
      all.reserved = .known(false)
      all.loose = .known(false)
      guard case .value = step.amount else { return [all] }
      // Part of it. What was committed is paid first, so what is loose stays so while anything is left.
      next.reserved = .known(true)
      return [all, next]
    case .send:
      guard next.require(reserved) else { return [] }
      next.sent = .known(true)
      next.reserved = .known(false)
      next.loose = .known(false)
      return [next]
    case .settle:
      guard next.require(sent) else { return [] }
      next.sent = .known(false)
      next.paid = .known(true)
      return [next]
    case .return:
      guard next.require(sent) else { return [] }
      next.sent = .known(false)
      next.reserved = .known(true)
      next.loose = .known(true)
      return [next]
    case .recover:
      guard next.require(paid) else { return [] }
      var all = next
      all.paid = .known(false)
      next.paid = .known(true)
      return [all, next]
    }
  }

  private mutating func require(_ bit: Bit) -> Bool {
    switch bit {
    case .known(let value): return value
    case .before(let name):
      needs = needs && .text(name)
      return true
    }
  }
}
