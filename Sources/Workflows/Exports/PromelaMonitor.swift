internal import CEL

/// What has to be watched to judge one sentence: variables, and what each hook does with them.
struct PromelaMonitor {
  /// The sentence's name and text.
  let property: Workflow.Property
  /// Declarations.
  private(set) var variables: [String] = []
  /// What the hooks do; a hook that is not here does nothing.
  private(set) var bodies: [(hook: PromelaStep.Hook, body: String)] = []
  /// Whether whoever wants to leave is led out, for `from every state a final state can be reached`.
  private(set) var leadsOut = false
  /// Why the sentence is not exported; nil when it is.
  private(set) var isLeftOutBecause: PromelaModel.Reason?

  init(_ property: Workflow.Property, _ workflow: Workflow, _ rules: PromelaGuard) {
    self.property = property
    switch property.claim {
    case .passes(let state, let action, let others):
      if others.isEmpty {
        variables = ["bool happened"]
        bodies = [
          (.happened(action), "happened = true"), (.arrived(state), "assert(happened)"),
        ]
      } else {
        watchPersons(state, action, others, workflow)
      }
    case .neverBoth(let first, let second):
      variables = ["bool one, other"]
      bodies = [
        (.happened(first), "one = true; assert(!other)"),
        (.happened(second), "other = true; assert(!one)"),
      ]
    case .atMost(let action, let times):
      variables = ["short times"]
      bodies = [(.happened(action), "times++; assert(times <= \(times))")]
    case .canFinish:
      variables = ["bool leaving"]
      leadsOut = true
    case .isWatched(let state): watchDeadline(state, workflow)
    case .holds(let place, let condition):
      guard rules.decides(condition.expression.root) else {
        isLeftOutBecause = .needsAmounts
        return
      }
      let breaks = rules.may(be: false, condition.expression.root)
      let states =
        switch place {
        case .state(let name): [name]
        case .finalStates: workflow.states.filter(\.isFinal).map(\.name)
        }
      bodies = states.map { (.inside($0), "assert(!\(breaks.promela))") }
    }
  }

  /// Who did what, as one bit a person; the sentence is about everybody, so any person will do.
  private mutating func watchPersons(
    _ state: String, _ action: String, _ others: [Workflow.Predecessor], _ workflow: Workflow
  ) {
    let watched = others + [.action(action)]
    func bars(_ one: Workflow.Predecessor, _ other: Workflow.Predecessor) -> Bool {
      guard case .action(let name) = one else { return false }
      return workflow.action(name)?.distinctFrom.contains(other) ?? false
    }
    let remembered = watched.filter { other in
      others.contains(other) || watched.contains { bars($0, other) }
    }
    let hasVotes = workflow.action(action).map { PromelaSteps.votes(for: $0) }?.upperBound ?? 1 > 1
    variables = remembered.map { "byte did_\(Self.word($0))" }
    variables += ["byte latest", "bool happened"] + (hasVotes ? ["byte votes"] : [])

    /// Who may take it, and what is remembered of it.
    func by(_ doing: [Workflow.Predecessor], votes: Bool) -> String {
      var barred = remembered.filter { other in doing.contains { bars($0, other) } }
        .map { "did_\(Self.word($0))" }
      if votes { barred.append("votes") }
      let marks = doing.filter(remembered.contains).map {
        "; did_\(Self.word($0)) = did_\(Self.word($0)) | who"
      }
      return "someone_not(\(barred.isEmpty ? "0" : barred.joined(separator: " | ")))"
        + marks.joined()
    }
    for one in workflow.actions where one.by == .person {
      let doing = [.action(one.name)] + (one.opensCase ? [Workflow.Predecessor.open] : [])
      guard doing.contains(where: watched.contains) else { continue }
      bodies.append((.by(one.name), by(doing, votes: one.name == action && hasVotes)))
    }
    if workflow.openingActions.isEmpty, watched.contains(.open) {
      bodies.append((.by("open"), by([.open], votes: false)))
    }
    for case .check(let name) in others {
      bodies.append((.byCheck(name), by([.check(name)], votes: false)))
    }
    let isClock = workflow.action(action)?.by != .person
    let took = isClock ? "0" : hasVotes ? "votes | who; votes = 0" : "who"
    if hasVotes { bodies.append((.vote(action), "votes = votes | who")) }
    bodies.append((.happened(action), "happened = true; latest = \(took)"))
    let theirs = others.map { "did_\(Self.word($0))" }.joined(separator: " | ")
    bodies.append((.arrived(state), "assert(happened && !(latest & (\(theirs))))"))
  }

  /// Whether votes are kept here, which a new visit voids.
  var keepsVotes: Bool { variables.contains("byte votes") }
  /// Whether persons are told apart.
  var knowsPersons: Bool { variables.contains("byte latest") }

  private mutating func watchDeadline(_ state: String, _ workflow: Workflow) {
    var isAlways = false
    var fields: [String] = []
    if let deadline = workflow.state(state)?.deadline {
      if let field = deadline.of { fields.append(field) } else { isAlways = true }
    }
    for deadline in workflow.deadlines where deadline.states.contains(state) {
      fields.append(deadline.of)
    }
    guard !isAlways else {
      bodies = [(.inside(state), "assert(true)")]
      return
    }
    let dates = fields.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    variables = dates.map { "bool entered_\($0)" }
    for date in dates {
      bodies.append((.filled(date), "entered_\(date) = true"))
      // A field that need not be filled may be emptied too.
      bodies.append(
        (.touched(date), "if :: entered_\(date) = true :: entered_\(date) = false fi"))
    }
    let isDue = dates.map { "entered_\($0)" }.joined(separator: " || ")
    bodies.append((.inside(state), "assert(\(isDue.isEmpty ? "false" : isDue))"))
  }

  /// A predecessor as part of a name; names of the file have no capitals.
  private static func word(_ one: Workflow.Predecessor) -> String {
    if case .check(let name) = one { "CHECK_\(name)" } else { one.description }
  }
}
