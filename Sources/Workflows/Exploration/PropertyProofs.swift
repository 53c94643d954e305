internal import CEL

/// Proves the sentences under `always:`, each on its own, and reports those that are not true.
struct PropertyProofs {
  let workflow: Workflow
  let reading: Reading

  func run() {
    // A case that ends where it starts is reported by itself.
    guard !workflow.always.isEmpty, workflow.state(workflow.start)?.isFinal == false else { return }
    let bounds = Bounds(workflow)
    let model = ProcedureModel(workflow)
    let budget = ProofBudget()
    let prover = Prover(
      model: model, outlook: Outlook(model, bounds, budget),
      obligations: Obligations(model, bounds, budget))
    for property in workflow.always {
      guard let flaw = budget.isSpent ? .tooLarge : prover.flaw(of: property) else { continue }
      reading.report(flaw.code, at: property.location, flaw.arguments)
    }
  }
}

/// Why a sentence is refused.
struct Flaw {
  var code: Diagnostic.Code
  var arguments: [String]

  static let tooLarge = Flaw(
    code: .tooLargeToDecide, arguments: ["\(ProofBudget.mostSituations)"])
}

/// Decides sentences about one procedure.
struct Prover {
  let model: ProcedureModel
  let outlook: Outlook
  let obligations: Obligations

  /// What is wrong with a sentence; nil when it is proved.
  func flaw(of property: Workflow.Property) -> Flaw? {
    switch property.claim {
    case .passes(let state, let action, let others): return passes(state, action, others)
    case .neverBoth(let first, let second): return neverBoth(first, second)
    case .atMost(let action, let times): return atMost(action, times)
    case .holds(let place, let condition): return holds(place, condition)
    case .canFinish: return canFinish()
    case .isWatched(let state): return isWatched(state)
    }
  }

  private func passes(_ state: String, _ action: String, _ others: [Workflow.Predecessor]) -> Flaw?
  {
    guard let target = model.state(state), let index = model.action(action) else { return nil }
    let fear = Explorer.Fear.passes(state: target, action: index, others: others)
    switch SafetyProof(outlook: outlook, fear: fear).run() {
    case .proved: return nil
    case .tooLarge: return .tooLarge
    case .refuted(let path, .onePerson(let other)):
      return Flaw(
        code: .pathHasOnePerson, arguments: [state, action, "\(others[other])"] + words(path))
    case .refuted(let path, _):
      return Flaw(code: .pathMissesAction, arguments: [state, action] + words(path))
    }
  }

  private func neverBoth(_ first: String, _ second: String) -> Flaw? {
    guard let a = model.action(first), let b = model.action(second) else { return nil }
    switch SafetyProof(outlook: outlook, fear: .both(a, b)).run() {
    case .proved: return nil
    case .tooLarge: return .tooLarge
    case .refuted(let path, _):
      return Flaw(code: .bothHappen, arguments: [first, second] + words(path))
    }
  }

  private func atMost(_ action: String, _ times: Int) -> Flaw? {
    guard let index = model.action(action) else { return nil }
    switch SafetyProof(outlook: outlook, fear: .more(than: times, of: index)).run() {
    case .proved: return nil
    case .tooLarge: return .tooLarge
    case .refuted(let path, _):
      return Flaw(code: .happensTooOften, arguments: [action, "\(times)"] + words(path))
    }
  }

  private func canFinish() -> Flaw? {
    let proof = FinishProof(outlook: outlook) { state in
      guard let field = model.workflow.states[state].deadline?.of else { return true }
      return isEntered(field, in: state)
    }
    switch proof.run() {
    case .proved: return nil
    case .tooLarge: return .tooLarge
    case .refuted(let path, let state):
      let name = model.workflow.states[state].name
      return Flaw(code: .cannotFinish, arguments: [name] + words(path))
    case .undecided(let path, let state, let doubts):
      let name = model.workflow.states[state].name
      var actions: [String] = []
      for index in doubts {
        guard let action = model.action(of: model.moves[index])?.name, !actions.contains(action)
        else { continue }
        actions.append(action)
      }
      let list = actions.joined(separator: ", ")
      let words = words(path)
      return Flaw(
        code: .cannotDecide,
        arguments: [
          "in \(name) it depends on whether \(list) is still possible: \(words[0])",
          "在 \(name) 取决于 \(list) 是否还能执行：\(words[1])",
        ])
    }
  }

  private func isWatched(_ name: String) -> Flaw? {
    guard let state = model.state(name) else { return nil }
    var dates: [String] = []
    if let deadline = model.workflow.states[state].deadline {
      guard let date = deadline.of else { return nil }
      dates.append(date)
    }
    dates += model.workflow.deadlines.filter { $0.states.contains(name) }.map(\.of)
    if dates.contains(where: { isEntered($0, in: state) }) { return nil }
    var path = (model.shortestWays()[state] ?? []).map {
      Explorer.Step(move: $0, who: .others, isVote: false)
    }
    for date in dates.prefix(1) {
      if case .open(let gap) = obligations.prove(present(date), at: [state]) { path = gap.path }
    }
    let why: [String] =
      dates.isEmpty
      ? ["it has no deadline", "没有期限"]
      : [
        "form.\(dates[0]) need not be entered, from which its deadline counts",
        "期限起算的 form.\(dates[0]) 不一定已填写",
      ]
    let words = words(path)
    return Flaw(
      code: .staysUnwatched,
      arguments: [name, "\(why[0]): \(words[0])", "\(why[1])：\(words[1])"])
  }

  private func present(_ field: String) -> Claim {
    .literal(.present("form.\(field)"), holds: true)
  }

  private func isEntered(_ field: String, in state: Int) -> Bool {
    if case .proved = obligations.prove(present(field), at: [state]) { true } else { false }
  }

  /// A path in both languages, and the conditions that hold on it.
  func words(_ path: [Explorer.Step]) -> [String] {
    let text = PathText(model: model, path: path)
    return [text.text(in: .english), text.text(in: .simplifiedChinese), text.conditions]
  }
}
