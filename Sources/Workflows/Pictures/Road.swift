/// The main road of a procedure: the states from its start to the usual end, in order.
///
/// The first scenario under `tests:` tells it, because authors write the usual way first; where there
/// is none, or where it stops half way, the longest way onward in the file's order of states, without
/// what can be done from many states, such as to withdraw.
struct Road {
  let states: [String]

  init(of workflow: Workflow) {
    let walked = Self.walk(workflow)
    let start = walked.isEmpty ? [Self.start(of: workflow)] : walked
    let rest = start.last.map { Self.onward(from: $0, workflow, besides: Set(start)) } ?? []
    states = start + rest
  }

  /// The state a case starts in: where the first opening action leads, else `start`.
  static func start(of workflow: Workflow) -> String {
    let opening = workflow.openingActions
    let targets = opening.flatMap { $0.targets.map(\.state) }
    return targets.isEmpty || targets.contains(workflow.start) ? workflow.start : targets[0]
  }

  // MARK: - The first scenario

  private static func walk(_ workflow: Workflow) -> [String] {
    let steps = workflow.scenarios.first?.steps ?? []
    let actions = steps.compactMap { step -> Workflow.Action? in
      guard step.refused == nil, case .act(let name) = step.deed else { return nil }
      return workflow.action(name)
    }
    var road: [String] = []
    for (index, action) in actions.enumerated() {
      let from = road.last ?? (action.opensCase ? nil : start(of: workflow))
      if let from {
        guard action.from.contains(from) else { continue }
        if road.isEmpty { road.append(from) }
      }
      let next = actions.dropFirst(index + 1).first { $0.name != action.name }
      guard let target = target(of: action, before: next) else { continue }
      if let seen = road.firstIndex(of: target) {
        road.removeSubrange((seen + 1)...)
      } else {
        road.append(target)
      }
    }
    return road
  }

  private static func target(
    of action: Workflow.Action, before next: Workflow.Action?
  ) -> String? {
    let states = action.targets.map(\.state)
    return states.first { next?.from.contains($0) ?? false } ?? states.last
  }

  // MARK: - Onward

  /// The longest way from `state` to a final state along the file's order of states.
  private static func onward(
    from state: String, _ workflow: Workflow, besides seen: Set<String>
  ) -> [String] {
    let order = workflow.states
    guard let start = order.firstIndex(where: { $0.name == state }), !order[start].isFinal else {
      return []
    }
    var best: [Int: [String]] = [:]
    let steps = workflow.actions.filter { $0.from.count <= Chart.mostSources }
    for index in order.indices.reversed() where index >= start {
      if order[index].isFinal {
        best[index] = []
        continue
      }
      for action in steps where action.from.contains(order[index].name) {
        for target in action.targets where !seen.contains(target.state) {
          guard let next = order.firstIndex(where: { $0.name == target.state }), next > index,
            let rest = best[next]
          else { continue }
          if 1 + rest.count > (best[index]?.count ?? 0) { best[index] = [target.state] + rest }
        }
      }
    }
    return best[start] ?? []
  }
}
