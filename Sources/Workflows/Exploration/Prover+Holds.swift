internal import CEL

extension Prover {
  /// `at S: E` and `at every final state: E`.
  func holds(_ place: Workflow.Property.Place, _ condition: Guard) -> Flaw? {
    let states =
      switch place {
      case .state(let name): [model.state(name)].compactMap { $0 }
      case .finalStates: model.workflow.states.indices.filter { model.workflow.states[$0].isFinal }
      }
    let loose = obligations.unstable(condition.expression.reads)
    if !loose.isEmpty {
      let list = loose.joined(separator: ", ")
      return Flaw(
        code: .cannotDecide,
        arguments: [
          "\(list) can change while no step is taken", "\(list) 会在没有任何步骤时变化",
        ])
    }
    let claim = obligations.truth(of: condition).yes
    let outcome = obligations.prove(claim, at: states)
    if case .proved = outcome { return nil }
    if let flaw = refutation(states, condition, claim) { return flaw }
    guard case .open(let gap) = outcome else {
      return Flaw(
        code: .cannotDecide,
        arguments: [
          "what has to hold before never comes to an end; say it at an earlier state too",
          "所需的前提推导不到尽头；请在更早的状态也加以约束",
        ])
    }
    let words = words(gap.path)
    if gap.unknownPart == nil, obligations.canBreak(claim, on: gap.path) ?? !gap.isStronger {
      return Flaw(
        code: .doesNotHold,
        arguments: [stateName(gap.path.map(\.move)), condition.expression.source] + words)
    }
    let last = model.moves[gap.path[gap.step].move]
    let step = model.action(of: last)?.name ?? "open"
    let missing = gap.unknownPart ?? obligations.text(gap.missing)
    return Flaw(
      code: .cannotDecide,
      arguments: [
        "nothing makes sure that \(missing) after \(step): \(words[0])",
        "\(step) 之后，没有规则保证 \(missing)：\(words[1])",
      ])
  }

  private func stateName(_ path: [Int]) -> String {
    path.last.map { model.workflow.states[model.moves[$0].to].name } ?? model.workflow.start
  }

  /// A shortest path on which counts and money alone make the expression false.
  private func refutation(_ states: [Int], _ condition: Guard, _ claim: Claim) -> Flaw? {
    guard
      condition.expression.reads.contains(where: { $0.hasPrefix("money.") || $0.hasPrefix("did.") })
    else { return nil }
    var known: [Outlook.Knowledge: Bool] = [:]
    let fear = Explorer.Fear.untrue(at: Set(states)) { knowledge in
      if let answer = known[knowledge] { return answer }
      let claims = outlook.claims(knowledge, opens: false)
      let answer = obligations.isFalse(claim, given: claims)
      known[knowledge] = answer
      return answer
    }
    guard case .refuted(let path, _) = SafetyProof(outlook: outlook, fear: fear).run() else {
      return nil
    }
    return Flaw(
      code: .doesNotHold,
      arguments: [stateName(path.map(\.move)), condition.expression.source] + words(path))
  }
}
