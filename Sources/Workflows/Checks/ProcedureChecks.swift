/// What must hold of a procedure as a whole, once every part of it was read without a mistake.
struct ProcedureChecks {
  let workflow: Workflow
  let reading: Reading
  /// The file, for places that the workflow does not keep.
  let root: Fields
  /// What is spent on proofs.
  let effort: Effort
  /// Which actions lead from where.
  let graph: CaseGraph

  init(workflow: Workflow, reading: Reading, root: Fields) {
    self.workflow = workflow
    self.reading = reading
    self.root = root
    effort = Effort()
    graph = CaseGraph(workflow, effort)
  }

  /// - Parameter isProved: whether to prove, too, what holds of every case.
  func run(isProved: Bool) {
    guard !startIsFinal() else { return }
    checkStart()
    checkReachability()
    checkDeadlines()
    checkUse()
    // What is proved of every way means little while ways are missing.
    if isProved, !reading.hasErrors { prove() }
  }

  /// What holds of every case, whatever its values and whichever way it takes.
  private func prove() {
    let bounds = Bounds(workflow, effort)
    checkRules(bounds)
    checkFinish()
    checkOpenings()
    checkOnly()
    checkFilled(bounds)
    checkMoney()
    checkBenefits()
    checkStale()
    checkStaff()
    if effort.isCut {
      reading.report(
        .notDecided, at: reading.start, "whether everything holds in every case",
        "more ways than can be looked at", "use fewer states, fields and rules in one file")
    }
  }

  /// A case that ends where it starts makes every other finding about its path meaningless.
  private func startIsFinal() -> Bool {
    guard let start = workflow.state(workflow.start), start.isFinal else { return false }
    reading.report(.startIsFinal, at: start.location, start.name)
    return true
  }

  private func checkStart() {
    guard let start = workflow.state(workflow.start) else { return }
    // Without an opening action nothing judges a rule when the case opens.
    guard workflow.openingActions.isEmpty else { return }
    for check in start.checks where check.neededWhen != nil {
      reading.report(.neededWhenAtStart, at: check.location, check.name)
    }
  }

  /// Every state is reached from where cases open, and every state that is not final is left.
  private func checkReachability() {
    let opening = workflow.openingActions.flatMap(\.targets).map(\.state)
    var reached = Set(opening.isEmpty ? [workflow.start] : opening)
    var waiting = Array(reached)
    while let state = waiting.popLast() {
      for action in workflow.actions where action.from.contains(state) {
        for target in action.targets where reached.insert(target.state).inserted {
          waiting.append(target.state)
        }
      }
    }
    for state in workflow.states {
      if !reached.contains(state.name) {
        reading.report(.unreachableState, at: state.location, state.name)
      }
      let leaves = workflow.actions.contains { action in
        action.from.contains(state.name) && action.targets.contains { $0.state != state.name }
      }
      if !state.isFinal, !leaves { reading.report(.deadEnd, at: state.location, state.name) }
    }
  }

  private func checkDeadlines() {
    var taken: Set<String> = []
    for state in workflow.states {
      guard let deadline = state.deadline, let name = deadline.then,
        let action = workflow.action(name)
      else { continue }
      taken.insert(name)
      if action.by != .clock {
        reading.report(.thenNotClock, at: deadline.location, name)
      } else if !action.from.contains(state.name) {
        reading.report(.thenNotHere, at: deadline.location, name, state.name)
      }
    }
    for action in workflow.actions where action.by == .clock && !taken.contains(action.name) {
      reading.report(.clockActionUnused, at: action.location, action.name)
    }
  }

  /// What is declared and used by nothing is likely a slip.
  private func checkUse() {
    let filled = Set(workflow.actions.flatMap(\.fill).map(\.field))
    for field in workflow.fields where !filled.contains(field.name) {
      reading.report(.unusedField, at: field.location, field.name)
    }
    let asked = Set(
      workflow.actions.flatMap { $0.documents + ($0.tiers?.bands.flatMap(\.documents) ?? []) })
    for document in workflow.documents where !asked.contains(document.name) {
      reading.report(.unusedDocument, at: document.location, document.name)
    }
    let sent = Set(workflow.actions.compactMap(\.tellApplicant))
    for message in workflow.messages where !sent.contains(message.name) {
      reading.report(.unusedMessage, at: message.location, message.name)
    }
    let used = usedRoles
    for role in workflow.roles where !used.contains(role.name) {
      reading.report(.unusedRole, at: role.location, role.name)
    }
  }

  private var usedRoles: Set<String> {
    var roles = Set(
      workflow.actions.flatMap { $0.roles + ($0.tiers?.bands.flatMap(\.roles) ?? []) })
    roles.formUnion(workflow.states.flatMap(\.checks).map(\.role))
    roles.formUnion(workflow.states.compactMap { $0.deadline?.escalateTo })
    roles.formUnion(workflow.deadlines.compactMap(\.escalateTo))
    roles.formUnion(workflow.hold?.roles ?? [])
    for field in workflow.fields {
      if case .staff(let role) = field.type { roles.insert(role) }
    }
    return roles
  }
}
