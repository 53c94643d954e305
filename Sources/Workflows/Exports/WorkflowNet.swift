/// A procedure's flow of control as a workflow net: a place a state, a transition a way from one
/// state to another, and one token, the case.
///
/// A source and a sink make it a workflow net in the sense of van der Aalst, so that soundness is
/// defined for it: the case can always end, nothing is left over, and every transition can fire.
/// Rules about persons, facts and money are left out; what is sound here can still be barred by them.
public struct WorkflowNet: Sendable {
  /// A place.
  public struct Place: Hashable, Sendable {
    /// Its name in the net, an XML NCName.
    public var id: String
    /// What it stands for: a state's name, `new` or `over`.
    public var name: String
    /// How many transitions lead to it from the source, on the shortest way; nil when none does.
    public var distance: Int?
  }

  /// A transition from one place to one place.
  public struct Transition: Hashable, Sendable {
    /// Its name in the net, an XML NCName: `submit.intake.review`.
    public var id: String
    /// The action's name; in a final state `end` and the outcome.
    public var name: String
    /// The place that it takes the token from.
    public var from: String
    /// The place that it puts the token into.
    public var to: String
  }

  /// The procedure's name.
  public var name: String
  /// The source, the states in the file's order, and the sink.
  public private(set) var places: [Place]
  /// The ways, in the file's order of actions.
  public private(set) var transitions: [Transition]

  /// The net of `workflow`.
  public init(_ workflow: Workflow) {
    name = workflow.name
    transitions = []
    places = []
    // No state can have these ids: names have no point.
    let source = "new.case"
    let sink = "case.over"
    let openings = workflow.openingActions
    if openings.isEmpty { add("open", from: source, to: workflow.start) }
    for action in workflow.actions {
      var seen: Set<String> = []
      for target in action.targets where seen.insert(target.state).inserted {
        for state in action.opensCase ? [source] : action.from {
          add(action.name, from: state, to: target.state)
        }
      }
    }
    for state in workflow.states {
      if let outcome = state.ends { add("end \(outcome)", from: state.name, to: sink) }
    }
    let distances = distances(from: source)
    places = [Place(id: source, name: "new", distance: 0)]
    places += workflow.states.map {
      Place(id: $0.name, name: $0.name, distance: distances[$0.name])
    }
    places.append(Place(id: sink, name: "over", distance: distances[sink]))
  }

  private mutating func add(_ name: String, from: String, to: String) {
    let words = [name.split(separator: " ").joined(separator: "."), from, to]
    transitions.append(
      Transition(id: words.joined(separator: "-"), name: name, from: from, to: to))
  }

  private func distances(from source: String) -> [String: Int] {
    var distances = [source: 0]
    var edge = [source]
    while !edge.isEmpty {
      var next: [String] = []
      for place in edge {
        for way in transitions where way.from == place && distances[way.to] == nil {
          distances[way.to] = (distances[place] ?? 0) + 1
          next.append(way.to)
        }
      }
      edge = next
    }
    return distances
  }
}
