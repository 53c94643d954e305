/// Benefits that last: what was granted and never paid does not stand in the way of another.
extension ProcedureChecks {
  func checkBenefits() {
    let grants = workflow.actions.contains { $0.grantedBenefit != nil }
    for action in workflow.actions where !grants && action.grantedBenefit == nil {
      // An invoice is freed by `release`, too.
      guard let step = action.benefit else { continue }
      if case .release = step, workflow.actions.contains(where: { $0.invoice != nil }) { continue }
      reading.report(.benefitNeverGranted, at: action.location, action.name)
    }
    // Where a programme pays nothing, what it grants is given with the decision.
    guard grants, workflow.actions.contains(where: \.movesOut) else { return }
    struct Standing: Hashable {
      var isLive = false
      var isPaid = false
    }
    var kept: [(action: Workflow.Action, place: Int, state: String)] = []
    let paths = CasePaths(graph, remembering: Standing()) { action, place, index, target in
      var next = place.memory
      switch action.benefit {
      case .grant?: next.isLive = true
      case .end?, .release?: next.isLive = false
      case nil: break
      }
      if action.movesOut { next.isPaid = true }
      if next.isLive, !next.isPaid, self.workflow.state(target)?.isFinal == true {
        kept.append((action, index, target))
        return nil
      }
      return next
    }
    var reported: Set<SourceLocation> = []
    for (action, place, state) in kept where reported.insert(action.location).inserted {
      reading.report(
        .benefitKept, at: action.location, action.name, state,
        paths.path(to: place, then: (action.name, state)))
    }
  }
}

extension Workflow.Action {
  /// Whether money has reached somebody by it.
  fileprivate var movesOut: Bool { money.contains { $0.kind == .pay || $0.kind == .settle } }
}
