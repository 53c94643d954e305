/// A procedure as moves between states: what can happen to a case, without who does it and on which
/// facts.
struct ProcedureModel {
  /// What is done.
  enum Deed: Hashable {
    /// The case is opened, where the file has no action for it.
    case open
    /// The action of this index.
    case action(Int)
    /// A check is given a result.
    case check(String)
  }

  /// One way on.
  struct Move: Hashable {
    var deed: Deed
    /// The state it is made in; nil when it opens the case.
    var from: Int?
    /// The state it leads to.
    var to: Int
    /// Which of the action's targets that is.
    var target: Int
  }

  let workflow: Workflow
  /// Every move, in the order of the file.
  let moves: [Move]
  /// The moves out of each state, by their place in `moves`.
  let leaving: [[Int]]
  /// The moves that open a case.
  let opening: [Int]
  private let stateIndex: [String: Int]
  private let actionIndex: [String: Int]

  init(_ workflow: Workflow) {
    self.workflow = workflow
    let states = Dictionary(
      workflow.states.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var moves: [Move] = []
    if workflow.openingActions.isEmpty, let start = states[workflow.start] {
      moves.append(Move(deed: .open, from: nil, to: start, target: 0))
    }
    for (index, action) in workflow.actions.enumerated() {
      for (place, target) in action.targets.enumerated() {
        guard let to = states[target.state] else { continue }
        if action.opensCase {
          moves.append(Move(deed: .action(index), from: nil, to: to, target: place))
        }
        for from in action.from {
          // The clock acts only as the deadline of the very state says.
          guard action.by != .clock || workflow.state(from)?.deadline?.then == action.name,
            let from = states[from]
          else { continue }
          moves.append(Move(deed: .action(index), from: from, to: to, target: place))
        }
      }
    }
    for (index, state) in workflow.states.enumerated() {
      for check in state.checks {
        moves.append(Move(deed: .check(check.name), from: index, to: index, target: 0))
      }
    }
    var leaving = [[Int]](repeating: [], count: workflow.states.count)
    for (index, move) in moves.enumerated() {
      if let from = move.from { leaving[from].append(index) }
    }
    self.moves = moves
    self.leaving = leaving
    opening = moves.indices.filter { moves[$0].from == nil }
    stateIndex = states
    actionIndex = Dictionary(
      workflow.actions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The index of the state named `name`.
  func state(_ name: String) -> Int? { stateIndex[name] }

  /// The index of the action named `name`.
  func action(_ name: String) -> Int? { actionIndex[name] }

  /// The action of a move; nil for the built-in opening and for checks.
  func action(of move: Move) -> Workflow.Action? {
    if case .action(let index) = move.deed { workflow.actions[index] } else { nil }
  }

  /// Whether a move takes the case into another state, or opens it.
  func arrives(_ move: Move) -> Bool { move.from != move.to }

  /// The shortest ways from the opening of a case to every state, by moves alone; nil where there
  /// is none.
  func shortestWays() -> [[Int]?] {
    var ways = [[Int]?](repeating: nil, count: workflow.states.count)
    var waiting: [Int] = []
    func visit(_ index: Int, _ before: [Int]) {
      let to = moves[index].to
      guard ways[to] == nil else { return }
      ways[to] = before + [index]
      waiting.append(to)
    }
    for index in opening { visit(index, []) }
    var next = 0
    while next < waiting.count {
      let state = waiting[next]
      next += 1
      for index in leaving[state] { visit(index, ways[state] ?? []) }
    }
    return ways
  }
}

extension Workflow.Action {
  /// The most people that it may take; those of the bands where it has tiers.
  var mostPeople: Int {
    tiers?.bands.map { $0.each ? $0.roles.count : $0.people }.max() ?? people
  }

  /// The fewest people that it may take.
  var fewestPeople: Int {
    tiers?.bands.map { $0.each ? $0.roles.count : $0.people }.min() ?? people
  }
}
