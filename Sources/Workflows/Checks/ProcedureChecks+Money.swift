internal import CEL

/// Money: what is reserved is a debt that every way pays or gives back.
extension ProcedureChecks {
  /// What a case owes at one place of its way.
  private struct Books: Hashable {
    var reserved: Bool
    var sent = false
    var paid: Bool
  }

  func checkMoney() {
    guard workflow.actions.contains(where: { !$0.money.isEmpty }) else { return }
    var mistakes: [Mistake] = []
    let paths = CasePaths(graph, remembering: Books(reserved: false, paid: false)) {
      action, place, index, target in
      var books = place.memory
      for step in action.money {
        guard let next = self.books(books, after: step, of: action) else {
          mistakes.append(Mistake(action: action, step: step, place: index, state: target))
          return nil
        }
        books = next
      }
      if books.reserved || books.sent, self.workflow.state(target)?.isFinal == true {
        mistakes.append(Mistake(action: action, step: nil, place: index, state: target))
        return nil
      }
      return books
    }
    var reported: Set<SourceLocation> = []
    for mistake in mistakes {
      let action = mistake.action
      let path = paths.path(to: mistake.place, then: (action.name, mistake.state))
      let location = mistake.step?.location ?? action.location
      guard reported.insert(location).inserted else { continue }
      switch mistake.step {
      case nil:
        reading.report(.reservationKept, at: location, action.name, mistake.state, path)
      case let step? where step.kind == .recover:
        reading.report(.nothingPaid, at: location, action.name, path)
      case let step?:
        reading.report(
          step.amount.isSent ? .nothingSent : .nothingReserved, at: location, step.kind.rawValue,
          action.name, path)
      }
    }
  }

  private struct Mistake {
    var action: Workflow.Action
    var step: Workflow.MoneyStep?
    var place: Int
    var state: String
  }

  /// The books after a step; nil when the step is refused whatever the amounts. To release nothing is
  /// no mistake: exits shared by many states do.
  private func books(
    _ books: Books, after step: Workflow.MoneyStep, of action: Workflow.Action
  ) -> Books? {
    var next = books
    switch step.kind {
    case .reserve: next.reserved = true
    case .commit: return books.reserved ? books : nil
    case .pay:
      guard books.reserved else { return nil }
      next.paid = true
      next.reserved = !paysAll(step)
    case .release: next.reserved = false
    case .send:
      guard books.reserved else { return nil }
      (next.reserved, next.sent) = (false, true)
    case .settle:
      guard books.sent else { return nil }
      (next.sent, next.paid) = (false, true)
    case .return:
      guard books.sent else { return nil }
      (next.sent, next.reserved) = (false, true)
    case .recover: return books.paid ? books : nil
    }
    return next
  }

  /// Whether nothing is left of the reservation: it is paid as such, or by the expression that every
  /// reservation of the file was made by.
  private func paysAll(_ step: Workflow.MoneyStep) -> Bool {
    guard case .value(let amount) = step.amount else { return true }
    return workflow.actions.flatMap(\.money).filter { $0.kind == .reserve }.allSatisfy { reserve in
      guard case .value(let reserved) = reserve.amount else { return false }
      return reserved.expression.source == amount.expression.source
    }
  }
}

extension Workflow.MoneyStep.Amount {
  /// Whether it is what was sent and not yet answered.
  fileprivate var isSent: Bool {
    if case .sent = self { true } else { false }
  }
}
