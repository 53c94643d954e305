/// The way out from every state, for the sentence that a final state can always be reached.
///
/// "Some path goes on to a final state" is no property of single paths, which is what spin judges. So
/// each state gets signposts, the steps that lead nearer to a final state, best first; whoever is
/// leaving takes the first that is open, and one who finds none open is an error. Following signposts
/// always comes nearer, so it ends. No error is a proof; an error may also be a detour that the
/// signposts do not know, and its trail says where.
struct PromelaSignposts {
  /// The signposts of each state that is not final, best first.
  private(set) var exits: [(state: String, steps: [PromelaStep])] = []

  init(_ steps: [PromelaStep], _ workflow: Workflow) {
    let ways = steps.filter { !$0.isVote && $0.from != "new" && $0.from != $0.to }
    let distances = Self.distances(ways, workflow)
    for state in workflow.states where !state.isFinal {
      let own = distances[state.name]
      let nearer = ways.filter { way in
        guard way.from == state.name, let left = distances[way.to], let own else { return false }
        return left < own
      }
      let sorted = nearer.enumerated().sorted { one, other in
        let costs = [one, other].map { Self.cost($0.element) + (distances[$0.element.to] ?? 0) }
        return costs[0] == costs[1] ? one.offset < other.offset : costs[0] < costs[1]
      }
      exits.append((state.name, sorted.map(\.element)))
    }
  }

  /// A step that may be closed is worth many that never are.
  private static func cost(_ step: PromelaStep) -> Int { step.condition == .always ? 1 : 1_000 }

  private static func distances(
    _ ways: [PromelaStep], _ workflow: Workflow
  ) -> [String: Int] {
    var distances: [String: Int] = [:]
    for state in workflow.states where state.isFinal { distances[state.name] = 0 }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for way in ways {
        guard let left = distances[way.to] else { continue }
        let length = left + cost(way)
        if length < distances[way.from] ?? .max {
          distances[way.from] = length
          hasChanged = true
        }
      }
    }
    return distances
  }
}
