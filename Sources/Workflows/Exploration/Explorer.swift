/// Walks every situation that matters for a sentence, nearest first, until one breaks it.
struct Explorer {
  /// What must not come about.
  enum Fear {
    /// Arriving in the state without the action, or with one person behind it and one of the others.
    case passes(state: Int, action: Int, others: [Workflow.Predecessor])
    /// Both actions take effect.
    case both(Int, Int)
    /// The action takes effect more often.
    case more(than: Int, of: Int)
    /// A case in one of these states of which the second says that something is false.
    case untrue(at: Set<Int>, (Outlook.Knowledge) -> Bool)
  }

  /// Who takes a step.
  enum Who: Hashable {
    /// People who matter no further, or the clock.
    case others
    /// The person who is followed, alone or with others.
    case person
    /// Others, with an earlier vote of the person.
    case othersWithVote
  }

  /// One step of a path.
  struct Step: Hashable {
    var move: Int
    var who: Who
    /// Whether it is a vote without effect.
    var isVote: Bool
  }

  /// How a sentence is broken.
  enum Breach: Hashable {
    case missing
    case onePerson(other: Int)
    case happened
  }

  enum Outcome {
    case proved
    case refuted([Step], Breach)
    case tooLarge
  }

  let outlook: Outlook
  let fear: Fear
  let slice: Slice
  private var nodes: [(situation: Situation, parent: Int32, step: Step)] = []
  private var seen: Set<Situation> = []
  private let deeds: [Workflow.Predecessor]
  /// The action whose latest effect matters, if persons do.
  private let watched: Int?

  private var model: ProcedureModel { outlook.model }

  init(_ outlook: Outlook, _ fear: Fear, _ slice: Slice) {
    self.outlook = outlook
    self.fear = fear
    self.slice = slice
    if case .passes(_, let action, let others) = fear, !others.isEmpty {
      deeds = others + [.action(outlook.model.workflow.actions[action].name)]
      watched = action
    } else {
      deeds = []
      watched = nil
    }
  }

  mutating func run() -> Outcome {
    nodes = [
      (Situation(state: -1), -1, Step(move: -1, who: .others, isVote: false))
    ]
    var next = 0
    defer { outlook.budget.look(at: nodes.count) }
    while next < nodes.count {
      let situation = nodes[next].situation
      let moves = situation.state < 0 ? model.opening : model.leaving[situation.state]
      for move in moves {
        if let breach = follow(move, from: situation, parent: next) {
          return .refuted(path(to: nodes.count - 1), breach)
        }
      }
      guard nodes.count <= ProofBudget.mostSituations, !outlook.budget.isSpent else {
        return .tooLarge
      }
      next += 1
    }
    return .proved
  }

  private func path(to last: Int) -> [Step] {
    var steps: [Step] = []
    var index = last
    while index > 0 {
      steps.append(nodes[index].step)
      index = Int(nodes[index].parent)
    }
    return steps.reversed()
  }

  /// Adds what a move leads to; the breach, when the last of it breaks the sentence.
  private mutating func follow(
    _ index: Int, from situation: Situation, parent: Int
  ) -> Breach? {
    let move = model.moves[index]
    let bits = deedBits(of: move)
    if case .check = move.deed, bits == 0 { return nil }
    guard isAllowed(index, in: situation) else { return nil }
    let isWatched = watched.map { move.deed == .action($0) } ?? false
    for money in slice.countsMoney ? outlook.money(index, situation.money) : [situation.money] {
      var after = situation
      after.state = move.to
      after.money = money
      if case .action(let action) = move.deed {
        after.counts = slice.counted(action, situation.counts)
      }
      if isWatched { after.tookPart = false }
      if isWatched || model.arrives(move) { after.hasVoted = false }
      if let breach = add(after, index, .others, parent) { return breach }
      if isWatched, situation.hasVoted {
        var joined = after
        joined.tookPart = true
        if let breach = add(joined, index, .othersWithVote, parent) { return breach }
      }
      guard bits != 0, canAct(move, situation) else { continue }
      after.deeds |= bits
      if isWatched { after.tookPart = true }
      if let breach = add(after, index, .person, parent) { return breach }
    }
    guard bits != 0, canAct(move, situation), let action = model.action(of: move),
      action.mostPeople > 1
    else { return nil }
    var voted = situation
    voted.deeds |= bits
    voted.hasVoted = situation.hasVoted || isWatched
    _ = add(voted, index, .person, parent, isVote: true)
    return nil
  }

  private mutating func add(
    _ situation: Situation, _ move: Int, _ who: Who, _ parent: Int, isVote: Bool = false
  ) -> Breach? {
    guard seen.insert(situation).inserted else { return nil }
    nodes.append((situation, Int32(parent), Step(move: move, who: who, isVote: isVote)))
    return isVote ? nil : breach(situation, by: model.moves[move])
  }

  private func breach(_ situation: Situation, by move: ProcedureModel.Move) -> Breach? {
    switch fear {
    case .passes(let state, let action, let others):
      guard move.to == state, model.arrives(move) else { return nil }
      if slice.value(of: action, in: situation.counts) == 0 { return .missing }
      guard situation.tookPart else { return nil }
      return others.indices.first { situation.deeds & (1 << UInt32($0)) != 0 }
        .map { .onePerson(other: $0) }
    case .both(let first, let second):
      let counts = situation.counts
      let happened =
        slice.value(of: first, in: counts) != 0 && slice.value(of: second, in: counts) != 0
      return happened ? .happened : nil
    case .more(let times, let action):
      return (slice.value(of: action, in: situation.counts) ?? 0) > times ? .happened : nil
    case .untrue(let states, let isUntrue):
      guard states.contains(move.to), isUntrue(slice.knowledge(of: situation)) else { return nil }
      return .happened
    }
  }

  /// The deeds that matter and that whoever makes the move does.
  private func deedBits(of move: ProcedureModel.Move) -> UInt32 {
    guard !deeds.isEmpty else { return 0 }
    let action = model.action(of: move)
    if let action, action.by != .person { return 0 }
    var bits: UInt32 = 0
    for (index, deed) in deeds.enumerated() {
      let isDone =
        switch deed {
        case .open: move.from == nil
        case .action(let name): action?.name == name
        case .check(let name): move.deed == .check(name)
        }
      if isDone { bits |= 1 << UInt32(index) }
    }
    return bits
  }

  /// Whether the person is not barred by what they did, and has no vote standing already.
  private func canAct(_ move: ProcedureModel.Move, _ situation: Situation) -> Bool {
    guard let action = model.action(of: move) else { return true }
    if watched.map({ move.deed == .action($0) }) ?? false, situation.hasVoted { return false }
    for (index, deed) in deeds.enumerated() where situation.deeds & (1 << UInt32(index)) != 0 {
      if action.distinctFrom.contains(deed) { return false }
    }
    return true
  }

  private func isAllowed(_ index: Int, in situation: Situation) -> Bool {
    if case .action(let number) = model.moves[index].deed {
      let action = model.workflow.actions[number]
      if let limit = action.atMost, let done = slice.value(of: number, in: situation.counts),
        (done + 1) * action.fewestPeople > limit
      {
        return false
      }
    }
    return outlook.isPossible(index, slice.knowledge(of: situation))
  }
}
