/// The ways a case can take, with something remembered on the way, shortest first.
///
/// Actions are taken as the file says who takes them from where; guards are not looked at, so every
/// real way is among these.
struct CasePaths<Memory: Hashable> {
  /// A state reached with something remembered.
  struct Place: Hashable {
    /// The state; nil before a case is opened.
    var state: String?
    var memory: Memory
  }

  /// The places in the order found.
  private(set) var places: [Place] = []
  /// Whether everything that can be reached was; false when there was too much.
  private(set) var isComplete = true
  private var origins: [(place: Int, action: String)?] = []
  private var indices: [Place: Int] = [:]

  /// Walks every way.
  ///
  /// - Parameters:
  ///   - memory: what is remembered before the case is opened.
  ///   - limit: the most places.
  ///   - cost: what a step takes of the graph's effort.
  ///   - step: what is remembered after an action, given the state it leads to; nil when the way
  ///     ends there. The place's index leads back to `path`.
  init(
    _ graph: CaseGraph, remembering memory: Memory, limit: Int = 20_000, cost: Int = 1,
    step: (Workflow.Action, Place, Int, String) -> Memory?
  ) {
    add(Place(state: graph.first, memory: memory), from: nil)
    var index = 0
    while index < places.count {
      let place = places[index]
      for action in graph.actions(from: place.state) {
        for target in action.targets {
          guard graph.effort.spend(cost) else {
            isComplete = false
            return
          }
          guard let next = step(action, place, index, target.state) else { continue }
          guard places.count < limit else {
            graph.effort.cut()
            isComplete = false
            return
          }
          add(Place(state: target.state, memory: next), from: (index, action.name))
        }
      }
      index += 1
    }
  }

  private mutating func add(_ place: Place, from origin: (place: Int, action: String)?) {
    guard indices[place] == nil else { return }
    indices[place] = places.count
    places.append(place)
    origins.append(origin)
  }

  /// The way to a place as people read it: `draft → submitted → review (submit, accept)`.
  ///
  /// - Parameter action: an action taken last, and the state it leads to.
  func path(to index: Int, then action: (name: String, state: String)? = nil) -> String {
    var states: [String] = []
    var actions: [String] = []
    var current: Int? = index
    while let at = current {
      states.insert(places[at].state ?? "new", at: 0)
      if let origin = origins[at] { actions.insert(origin.action, at: 0) }
      current = origins[at]?.place
    }
    if let action {
      states.append(action.state)
      actions.append(action.name)
    }
    let way = states.joined(separator: " → ")
    return actions.isEmpty ? way : "\(way) (\(actions.joined(separator: ", ")))"
  }
}

/// Which actions can be taken from where.
struct CaseGraph {
  private var byState: [String: [Workflow.Action]] = [:]
  private let openings: [Workflow.Action]
  /// Where ways begin: the start state, or nil where actions open cases.
  let first: String?
  /// What may be spent on walking.
  let effort: Effort

  init(_ workflow: Workflow, _ effort: Effort) {
    self.effort = effort
    first = workflow.openingActions.isEmpty ? workflow.start : nil
    openings = workflow.openingActions
    for state in workflow.states {
      byState[state.name] = workflow.actions.filter { action in
        guard action.from.contains(state.name) else { return false }
        return action.by != .clock || state.deadline?.then == action.name
      }
    }
  }

  /// The actions that can be taken from a state; nil is before a case is opened.
  func actions(from state: String?) -> [Workflow.Action] {
    guard let state else { return openings }
    return byState[state] ?? []
  }
}
