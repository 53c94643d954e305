internal import CEL

/// One way on from a state in the Promela model: when it is open and what it does.
struct PromelaStep {
  /// A place where the monitor of a sentence may do something; empty where it does nothing.
  enum Hook: Hashable {
    /// Somebody takes the action, or votes for it.
    case by(String)
    /// Somebody gives the check's result.
    case byCheck(String)
    /// A vote that does not decide yet.
    case vote(String)
    /// The action takes effect.
    case happened(String)
    /// The field is filled, certainly or perhaps.
    case filled(String), touched(String)
    /// The case comes to the state from another.
    case arrived(String)
    /// The case is in the state after a step.
    case inside(String)

    /// Its macro.
    var macro: String {
      switch self {
      case .by(let name): "BY_\(name)"
      // Names of the file have no capitals, so nothing else is called so.
      case .byCheck(let name): "BY_CHECK_\(name)"
      case .vote(let name): "VOTE_\(name)"
      case .happened(let name): "HAPPENED_\(name)"
      case .filled(let name): "FILLED_\(name)"
      case .touched(let name): "TOUCHED_\(name)"
      case .arrived(let name): "ARRIVED_\(name)"
      case .inside(let name): "IN_\(name)"
      }
    }
  }

  /// The action's name, or `open`.
  var action: String
  /// The state before; `new` before the case is open.
  var from: String
  /// The state after.
  var to: String
  /// Whether it is a vote short of the quorum.
  var isVote = false
  /// What must be true besides the state.
  var condition: PromelaGuard.Condition
  /// Hooks, and assignments in Promela, in order.
  var effects: [Effect] = []

  /// One thing that it does.
  enum Effect {
    case assign(String)
    case hook(Hook)
  }
}

/// Everything that may happen to a case by the file, as steps of the Promela model.
struct PromelaSteps {
  let workflow: Workflow
  let rules: PromelaGuard
  /// How far each action is counted; nothing for one that nothing counts.
  let limits: [String: Int]
  private(set) var steps: [PromelaStep] = []

  init(_ workflow: Workflow) {
    self.workflow = workflow
    rules = PromelaGuard(workflow: workflow)
    limits = Self.limits(workflow, rules)
    if workflow.openingActions.isEmpty { addPlainOpening() }
    for action in workflow.actions {
      for state in action.opensCase ? ["new"] : action.from where isTaken(action, in: state) {
        add(action, from: state)
      }
    }
  }

  /// The most votes that an action needs, and the fewest.
  static func votes(for action: Workflow.Action) -> ClosedRange<Int> {
    if action.opensCase { return 1...1 }
    guard let bands = action.tiers?.bands, !bands.isEmpty else {
      return action.people...action.people
    }
    let needs = bands.map { $0.each ? $0.roles.count : $0.people }
    return (needs.min() ?? 1)...(needs.max() ?? 1)
  }

  /// The clock takes an action only where it is what that state's deadline says.
  private func isTaken(_ action: Workflow.Action, in state: String) -> Bool {
    action.by != .clock || workflow.state(state)?.deadline?.then == action.name
  }

  /// How often an action is told apart: up to its `at_most`, and one more than any number that a
  /// guard compares its count with.
  private static func limits(_ workflow: Workflow, _ rules: PromelaGuard) -> [String: Int] {
    var limits: [String: Int] = [:]
    for action in workflow.actions {
      if let most = action.atMost { limits[action.name] = max(limits[action.name] ?? 0, most) }
      for guardRule in action.when.map(\.condition) + action.targets.compactMap(\.when) {
        for (name, number) in rules.counts(guardRule.expression.root) {
          limits[name] = max(limits[name] ?? 0, number + 1)
        }
      }
    }
    for case .holds(_, let condition) in workflow.always.map(\.claim) {
      for (name, number) in rules.counts(condition.expression.root) {
        limits[name] = max(limits[name] ?? 0, number + 1)
      }
    }
    return limits
  }

  private mutating func addPlainOpening() {
    var step = PromelaStep(action: "open", from: "new", to: workflow.start, condition: .always)
    step.effects = [.hook(.by("open"))] + count("open") + arrival(at: workflow.start)
    steps.append(step)
  }

  private mutating func add(_ action: Workflow.Action, from state: String) {
    var open = PromelaGuard.Condition.always
    if let most = action.atMost { open = open && .text("taken_\(action.name) < \(most)") }
    for named in action.when { open = open && rules.may(be: true, named.condition.expression.root) }
    let outcomes = PromelaPurse.outcomes(of: action, rules)
    let votes = Self.votes(for: action)

    if votes.upperBound > 1 {
      let affordable = outcomes.map(\.needs).reduce(.never) { $0 || $1 }
      let waits = PromelaGuard.Condition.text("given_\(action.name) < \(votes.upperBound - 1)")
      var step = PromelaStep(
        action: action.name, from: state, to: state, isVote: true,
        condition: open && affordable && waits)
      step.effects = begin(action) + [.hook(.vote(action.name))]
      step.effects += [.assign("given_\(action.name) = given_\(action.name) + 1")]
      step.effects += [.hook(.inside(state))]
      steps.append(step)
    }
    if votes.lowerBound > 1 {
      open = open && .text("given_\(action.name) >= \(votes.lowerBound - 1)")
    }
    var untaken = PromelaGuard.Condition.always
    for target in action.targets {
      let leads = target.when.map { rules.may(be: true, $0.expression.root) } ?? .always
      for purse in outcomes {
        let condition = open && untaken && leads && purse.needs
        guard condition != .never else { continue }
        var step = PromelaStep(
          action: action.name, from: state, to: target.state, condition: condition)
        step.effects = begin(action) + [.hook(.happened(action.name))]
        if votes.upperBound > 1 { step.effects.append(.assign("given_\(action.name) = 0")) }
        step.effects += purse.effects.map { .assign($0) }
        step.effects +=
          state == target.state ? [.hook(.inside(state))] : arrival(at: target.state)
        steps.append(step)
      }
      guard let when = target.when else { break }
      untaken = untaken && rules.may(be: false, when.expression.root)
    }
  }

  /// Who, how often, and what is filled: the same for a vote and an effect.
  private func begin(_ action: Workflow.Action) -> [PromelaStep.Effect] {
    var effects: [PromelaStep.Effect] = []
    if action.by == .person { effects.append(.hook(.by(action.name))) }
    effects += count(action.name)
    if action.opensCase { effects += count("open") }
    for fill in action.fill {
      effects.append(.hook(fill.need == .always ? .filled(fill.field) : .touched(fill.field)))
    }
    return effects
  }

  private func count(_ name: String) -> [PromelaStep.Effect] {
    guard let limit = limits[name] else { return [] }
    return [.assign("taken_\(name) = taken_\(name) + (taken_\(name) < \(limit))")]
  }

  private func arrival(at state: String) -> [PromelaStep.Effect] {
    [.assign("go(in_\(state))"), .hook(.arrived(state)), .hook(.inside(state))]
  }
}
