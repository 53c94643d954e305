/// Decides a sentence that is broken by reaching a situation: explores with nothing counted, and
/// counts only what turns a broken path out to be impossible (counterexample-guided refinement).
///
/// A path found is tried with exact counts and money. Where `at_most`, a condition or a money step
/// forbids it, what forbade it is counted from then on; so a path that is reported is possible as
/// far as counts and money go, and none is shorter.
struct SafetyProof {
  let outlook: Outlook
  let fear: Explorer.Fear

  private var model: ProcedureModel { outlook.model }
  /// Each round adds a counter, so more than this means a procedure that hardly counts anything else.
  private static let mostRounds = 60

  func run() -> Explorer.Outcome {
    var slice = Slice()
    switch fear {
    case .passes(_, let action, _): guard slice.count(action, upTo: 1) else { return .tooLarge }
    case .both(let first, let second):
      guard slice.count(first, upTo: 1), slice.count(second, upTo: 1) else { return .tooLarge }
    case .more(let times, let action):
      guard slice.count(action, upTo: times + 1) else { return .tooLarge }
    case .untrue: slice.countsMoney = true
    }
    for _ in 0..<Self.mostRounds {
      var explorer = Explorer(outlook, fear, slice)
      let outcome = explorer.run()
      guard case .refuted(let path, _) = outcome, let lack = obstacle(on: path) else {
        return outcome
      }
      var next = slice
      if lack.money { next.countsMoney = true }
      for (action, cap) in lack.caps.sorted(by: { $0.key < $1.key }) {
        guard next.count(action, upTo: cap) else { return .tooLarge }
      }
      // Nothing more to count: the path stands.
      if next.counters == slice.counters, next.countsMoney == slice.countsMoney { return outcome }
      slice = next
    }
    return .tooLarge
  }

  /// What has to be counted to see that a path is impossible.
  private struct Lack {
    var caps: [Int: Int] = [:]
    var money = false
  }

  /// What forbids a path; nil when nothing does.
  private func obstacle(on path: [Explorer.Step]) -> Lack? {
    var done: [Int: Int] = [:]
    var purses = [MoneyState()]
    for step in path where !step.isVote {
      guard case .action(let number) = model.moves[step.move].deed else { continue }
      let action = model.workflow.actions[number]
      let times = done[number, default: 0]
      if let limit = action.atMost, (times + 1) * action.fewestPeople > limit {
        return Lack(caps: [number: max(1, times)])
      }
      let reads = outlook.reads(step.move)
      var knowledge = Outlook.Knowledge()
      for action in reads.actions {
        knowledge.counts[action] = .init(least: done[action, default: 0], isExact: true)
      }
      purses = purses.filter { purse in
        knowledge.money = purse
        return outlook.isPossible(step.move, knowledge)
      }
      if purses.isEmpty {
        var lack = Lack(money: reads.money)
        for action in reads.actions { lack.caps[action] = done[action, default: 0] + 1 }
        return lack
      }
      purses = purses.flatMap { outlook.money(step.move, $0) }
      if purses.isEmpty { return Lack(money: true) }
      done[number] = times + 1
    }
    return nil
  }
}
