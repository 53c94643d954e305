/// Decides `from every state a final state can be reached`.
///
/// What leads on must be certain as far as the history of the case goes; what is entered (fields,
/// documents, dates, results of checks) can always be entered so that it fits. First without any
/// counting, taking only moves that nothing in a case's past can forbid: that is enough for most
/// procedures. Then with the money alone, so that what the bank was sent can be answered. Else with
/// everything counted that forbids anything.
struct FinishProof {
  enum Outcome {
    case proved
    /// A case that can go nowhere else: the way there.
    case refuted([Explorer.Step], state: Int)
    /// A case of which it is not known whether it can go on: the way there, and the moves in doubt.
    case undecided([Explorer.Step], state: Int, doubts: [Int])
    case tooLarge
  }

  let outlook: Outlook
  /// The deadlines whose date is known to be entered, by state.
  let isDated: (Int) -> Bool

  private var model: ProcedureModel { outlook.model }

  func run() -> Outcome {
    let isReached = model.shortestWays().map { $0 != nil }
    let ending = model.workflow.states.map(\.isFinal)
    let good = closure(ending) { isFreeOfHistory($0) }
    if model.workflow.states.indices.allSatisfy({ !isReached[$0] || good[$0] }) { return .proved }
    if case .proved = explore(Self.moneyAlone) { return .proved }
    guard let slice = fullSlice() else { return .tooLarge }
    return explore(slice)
  }

  /// Nothing is counted: an action with a limit may be taken, and is never sure.
  private static var moneyAlone: Slice {
    var slice = Slice()
    slice.countsMoney = true
    return slice
  }

  /// The states from which sure moves lead to a good one.
  private func closure(_ start: [Bool], _ isSure: (Int) -> Bool) -> [Bool] {
    var good = start
    let sure = model.moves.indices.filter(isSure)
    var changed = true
    while changed {
      changed = false
      for index in sure {
        let move = model.moves[index]
        guard let from = move.from, !good[from], good[move.to] else { continue }
        good[from] = true
        changed = true
      }
    }
    return good
  }

  /// Whether nothing that happened before can forbid a move.
  private func isFreeOfHistory(_ index: Int) -> Bool {
    guard let action = model.action(of: model.moves[index]), isTakeable(index) else { return false }
    let needsMoney = action.money.contains {
      [.commit, .pay, .recover, .send, .settle, .return].contains($0.kind)
    }
    return action.atMost == nil && !needsMoney && !outlook.dependsOnHistory(index)
  }

  /// Whether there is somebody, or the clock, to make a move.
  private func isTakeable(_ index: Int) -> Bool {
    let move = model.moves[index]
    guard let action = model.action(of: move) else { return false }
    switch action.by {
    case .batch, .bank: return true
    case .clock:
      guard let from = move.from else { return false }
      return model.workflow.states[from].deadline?.of == nil || isDated(from)
    case .person:
      // The one person whom a field names may be barred.
      return action.only == nil || action.distinctFrom.isEmpty
    }
  }

  // MARK: With money, and with everything counted

  private struct Edge {
    var from: Int
    var to: Int
    var move: Int
    var isSure: Bool
  }

  private func explore(_ slice: Slice) -> Outcome {
    var situations = [Situation(state: -1)]
    var places = [situations[0]: 0]
    var parents = [(parent: -1, move: -1)]
    var edges: [Edge] = []
    defer { outlook.budget.look(at: situations.count) }
    var next = 0
    while next < situations.count {
      let situation = situations[next]
      for index in situation.state < 0 ? model.opening : model.leaving[situation.state] {
        guard case .action(let number) = model.moves[index].deed else {
          if case .open = model.moves[index].deed {
            place(Situation(state: model.moves[index].to), next, index, true)
          }
          continue
        }
        let action = model.workflow.actions[number]
        let done = slice.value(of: number, in: situation.counts)
        if let limit = action.atMost, let done, (done + 1) * action.fewestPeople > limit {
          continue
        }
        let knowledge = slice.knowledge(of: situation)
        guard outlook.isPossible(index, knowledge) else { continue }
        let isLimited = action.atMost != nil && done == nil
        let isSure = !isLimited && isTakeable(index) && outlook.isCertain(index, knowledge)
        for money in outlook.money(index, situation.money) {
          var after = situation
          after.state = model.moves[index].to
          after.money = money
          after.counts = slice.counted(number, situation.counts)
          place(after, next, index, isSure)
        }
      }
      guard situations.count <= ProofBudget.mostSituations, !outlook.budget.isSpent else {
        return .tooLarge
      }
      next += 1
    }
    func place(_ after: Situation, _ from: Int, _ move: Int, _ isSure: Bool) {
      let to: Int
      if let known = places[after] {
        to = known
      } else {
        to = situations.count
        places[after] = to
        situations.append(after)
        parents.append((from, move))
      }
      edges.append(Edge(from: from, to: to, move: move, isSure: isSure))
    }
    let good = ending(situations, edges.filter(\.isSure))
    guard let stuck = situations.indices.first(where: { $0 > 0 && !good[$0] }) else {
      return .proved
    }
    // What no move at all leads on from is worth saying first.
    let possible = ending(situations, edges)
    let worst = situations.indices.first { $0 > 0 && !possible[$0] }
    var path: [Explorer.Step] = []
    var index = worst ?? stuck
    let state = situations[index].state
    while index > 0 {
      path.append(.init(move: parents[index].move, who: .others, isVote: false))
      index = parents[index].parent
    }
    if worst != nil { return .refuted(path.reversed(), state: state) }
    let doubts = edges.filter { $0.from == stuck && !$0.isSure }.map(\.move)
    return .undecided(path.reversed(), state: state, doubts: doubts)
  }

  /// The situations from which edges lead to the end of a case.
  private func ending(_ situations: [Situation], _ edges: [Edge]) -> [Bool] {
    var before = [[Int]](repeating: [], count: situations.count)
    for edge in edges { before[edge.to].append(edge.from) }
    var good = situations.map { $0.state >= 0 && model.workflow.states[$0.state].isFinal }
    var waiting = good.indices.filter { good[$0] }
    while let index = waiting.popLast() {
      for from in before[index] where !good[from] {
        good[from] = true
        waiting.append(from)
      }
    }
    return good
  }

  /// Everything that forbids a move: limits, and what conditions on history read.
  private func fullSlice() -> Slice? {
    var slice = Slice()
    slice.countsMoney = true
    for (index, action) in model.workflow.actions.enumerated() {
      guard let limit = action.atMost else { continue }
      guard slice.count(index, upTo: max(1, limit / action.fewestPeople)) else { return nil }
    }
    for index in model.moves.indices where outlook.dependsOnHistory(index) {
      for action in outlook.reads(index).actions.sorted() {
        guard slice.count(action, upTo: outlook.largestCount(index)) else { return nil }
      }
    }
    return slice
  }
}
