/// Actions that can never be taken although their guards can hold, and states that no case leaves for
/// good.
extension ProcedureChecks {
  /// Every state that is reached reaches a final one.
  func checkFinish() {
    let opening = workflow.openingActions.flatMap(\.targets).map(\.state)
    var reached = Set(opening.isEmpty ? [workflow.start] : opening)
    var waiting = reached.sorted()
    while let state = waiting.popLast() {
      for target in graph.actions(from: state).flatMap(\.targets)
      where reached.insert(target.state).inserted {
        waiting.append(target.state)
      }
    }
    var finishing = Set(workflow.states.filter(\.isFinal).map(\.name))
    var grows = true
    while grows {
      grows = false
      for state in workflow.states where !finishing.contains(state.name) {
        let leads = graph.actions(from: state.name).contains { action in
          action.targets.contains { finishing.contains($0.state) }
        }
        if leads { grows = finishing.insert(state.name).inserted || grows }
      }
    }
    // One word for a circle of states: at the first of the file.
    let lost = workflow.states.filter {
      reached.contains($0.name) && !finishing.contains($0.name)
    }
    guard let first = lost.first else { return }
    reading.report(
      .noWayToFinish, at: first.location, lost.map(\.name).joined(separator: ", "))
  }

  /// An action with `after` opens before the clock takes the case out of every state it is from.
  func checkOpenings() {
    for action in workflow.actions {
      guard let after = action.after, !action.from.isEmpty else { continue }
      var last: (Workflow.State, Workflow.Deadline, String)?
      let isTooLate = action.from.allSatisfy { name in
        guard let state = workflow.state(name), let deadline = state.deadline, deadline.of == nil,
          let then = deadline.then, let clock = workflow.action(then),
          clock.targets.allSatisfy({ $0.state != name }), after.endsAfter(deadline.within)
        else { return false }
        last = (state, deadline, then)
        return true
      }
      guard isTooLate, let (state, deadline, then) = last else { continue }
      reading.report(
        .opensTooLate, at: action.location, action.name, after.description, state.name,
        deadline.within.description, then)
    }
  }

  /// The one person who may act is not barred by what that person has to have done.
  func checkOnly() {
    for action in workflow.actions {
      guard let field = action.only else { continue }
      let others = action.distinctFrom.compactMap { predecessor -> String? in
        guard case .action(let name) = predecessor,
          workflow.action(name)?.only == field
        else { return nil }
        return name
      }
      guard !others.isEmpty else { continue }
      // What the person whom the field names now has done since being named.
      let paths = CasePaths(graph, remembering: Set<String>()) { taken, place, _, _ in
        if taken.fill.contains(where: { $0.field == field }) { return [] }
        return others.contains(taken.name) ? place.memory.union([taken.name]) : place.memory
      }
      let here = paths.places.filter { $0.state.map(action.from.contains) ?? false }
      guard !here.isEmpty, here.allSatisfy({ !$0.memory.isEmpty }) else { continue }
      let barring = here.reduce(Set(others)) { $0.intersection($1.memory) }.sorted().first
      reading.report(
        .onlyIsBarred, at: action.location, action.name, field,
        barring ?? others.joined(separator: ", "))
    }
  }
}

extension Period {
  /// Whether this period from the same instant surely ends later, whatever the calendar says.
  ///
  /// So many days are over at the end of the day, up to one day more than as many times 24 hours; so
  /// many business days take at least as many days.
  func endsAfter(_ other: Period) -> Bool {
    switch (unit, other.unit) {
    case (.hours, .hours), (.days, .days), (.businessDays, .businessDays),
      (.businessDays, .days):
      count > other.count
    case (.hours, .days): count >= (other.count + 1) * 24
    case (.days, .hours), (.businessDays, .hours): other.count < count * 24
    case (.days, .businessDays), (.hours, .businessDays): false
    }
  }
}
