/// What every kind of picture shows of a procedure, sorted for the eye: lanes, the main road, what
/// leads where, and what is left to the margin.
struct Chart: Sendable {
  /// The states of one phase, in the file's order.
  struct Lane {
    /// The phase; nil for states without one and for the ends.
    var phase: String?
    var states: [Workflow.State]
    var isOnRoad: Bool
    var isEnd: Bool { phase == nil && states.allSatisfy(\.isFinal) }
  }

  /// All actions that lead from one state to another.
  struct Move {
    /// The actions in the file's order, with the condition under which they lead there.
    var actions: [(action: Workflow.Action, when: Guard?)]
    var from: String
    var to: String
    var isOnRoad: Bool
    /// Whether it leads to a state that comes earlier in the picture.
    var isBack: Bool
    /// Whether only the clock takes it.
    var isClock: Bool { actions.allSatisfy { $0.action.by == .clock } }
  }

  let workflow: Workflow
  let phrases: Phrases
  let road: [String]
  let lanes: [Lane]
  let roadOnly: Bool
  /// Every state's place in the reading order: lanes in order, the main road's lanes first.
  private let places: [String: Int]
  private let exits: Set<String>

  init(_ workflow: Workflow, _ language: DiagnosticLanguage, roadOnly: Bool) {
    self.workflow = workflow
    phrases = Phrases(workflow: workflow, language: language)
    let road = Road(of: workflow).states
    self.road = road
    self.roadOnly = roadOnly
    let states = workflow.states.filter { !roadOnly || road.contains($0.name) }
    lanes = Self.lanes(of: states, road)
    places = Dictionary(
      lanes.flatMap(\.states).enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }
    exits = Set(Self.exits(of: workflow, road))
  }

  /// An action from more states than these is a way out that all of them share.
  static let mostSources = 2

  private static func lanes(of states: [Workflow.State], _ road: [String]) -> [Lane] {
    var lanes: [Lane] = []
    for state in states {
      let isEnd = state.isFinal && state.phase == nil
      if let index = lanes.firstIndex(where: {
        $0.phase == state.phase && ($0.phase != nil || $0.isEnd == isEnd)
      }) {
        lanes[index].states.append(state)
      } else {
        lanes.append(Lane(phase: state.phase, states: [state], isOnRoad: false))
      }
    }
    for index in lanes.indices {
      lanes[index].isOnRoad = lanes[index].states.contains { road.contains($0.name) }
    }
    let main = lanes.filter { $0.isOnRoad && !$0.isEnd }
    return main + lanes.filter { !$0.isOnRoad && !$0.isEnd } + lanes.filter(\.isEnd)
  }

  /// Actions such as `withdraw` that leave many states for one end: drawn once for all of them.
  private static func exits(of workflow: Workflow, _ road: [String]) -> [String] {
    workflow.actions.filter { action in
      guard action.targets.count == 1, let target = action.targets.first,
        action.from.count > mostSources
      else { return false }
      let isStep = action.from.contains { from in
        zip(road, road.dropFirst()).contains { $0 == from && $1 == target.state }
      }
      return !isStep && !action.from.contains(target.state)
    }.map(\.name)
  }

  func isExit(_ action: Workflow.Action) -> Bool { exits.contains(action.name) }

  /// The actions that open a case.
  var openings: [Workflow.Action] {
    workflow.openingActions.filter { action in
      action.targets.contains { places[$0.state] != nil }
    }
  }

  /// The actions that open a case in `state`.
  func openings(of state: String) -> [Workflow.Action] {
    openings.filter { action in action.targets.contains { $0.state == state } }
  }

  /// What leads from `state` to another, the main road first, then forward, then back; without the
  /// exits.
  func moves(from state: String) -> [Move] {
    var moves: [Move] = []
    for action in workflow.actions where action.from.contains(state) && !isExit(action) {
      for target in action.targets where target.state != state && places[target.state] != nil {
        let step = isStep(state, target.state)
        if roadOnly, !step { continue }
        if let index = moves.firstIndex(where: { $0.to == target.state }) {
          moves[index].actions.append((action, target.when))
        } else {
          moves.append(
            Move(
              actions: [(action, target.when)], from: state, to: target.state, isOnRoad: step,
              isBack: isBack(state, target.state)))
        }
      }
    }
    return moves.filter(\.isOnRoad) + moves.filter { !$0.isOnRoad && !$0.isBack }
      + moves.filter { !$0.isOnRoad && $0.isBack }
  }

  private func isStep(_ from: String, _ to: String) -> Bool {
    zip(road, road.dropFirst()).contains { $0 == from && $1 == to }
  }

  private func isBack(_ from: String, _ to: String) -> Bool {
    (places[from] ?? 0) > (places[to] ?? 0)
  }

  /// The actions that leave a case where it is.
  func stays(at state: String) -> [Workflow.Action] {
    guard !roadOnly else { return [] }
    return workflow.actions.filter { action in
      action.from.contains(state) && action.targets.contains { $0.state == state }
    }
  }

  /// The exits open at `state`.
  func exits(at state: String) -> [Workflow.Action] {
    guard !roadOnly else { return [] }
    return workflow.actions.filter { isExit($0) && $0.from.contains(state) }
  }

  /// The exits open at every state of a lane of several; they are drawn once for the lane.
  func exits(of lane: Lane) -> [Workflow.Action] {
    guard lane.states.count > 1, let first = lane.states.first else { return [] }
    return exits(at: first.name).filter { action in
      lane.states.allSatisfy { $0.isFinal || action.from.contains($0.name) }
    }
  }
}
