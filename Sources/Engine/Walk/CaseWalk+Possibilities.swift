internal import CEL
public import Workflows

extension CaseWalk {
  /// An action that leads on from here, with everybody who could take it.
  public struct Possibility: Sendable {
    /// The action.
    public var action: Workflow.Action
    /// Who could take it as things are; `batch` or `bank` for what no person does.
    public var able: [String]
    /// Who could take it by filling these fields.
    public var fillable: (logins: [String], fields: [String])
    /// Why the one who comes nearest cannot take it; empty when somebody can.
    public var obstacles: [Refusal]
    /// Who comes nearest.
    public var nearest: String?
  }

  /// What may happen next, in the file's order of actions.
  public var possibilities: [Possibility] {
    let here = opened
    return workflow.actions.filter { action in
      action.by != .clock
        && (here.version == 0 ? action.opensCase : action.from.contains(here.state))
    }.map { possibility($0, on: here) }
  }

  private var workflow: Workflow { procedure.workflow }

  /// The case, or what it would be once somebody has opened it, where no action of the file does.
  private var opened: CaseSnapshot {
    guard snapshot.version == 0, workflow.openingActions.isEmpty else { return snapshot }
    for person in scenario.people {
      var walk = self
      if walk.take(Scenario.Step(.open, by: person.login)).isDone { return walk.snapshot }
    }
    return snapshot
  }

  private func possibility(_ action: Workflow.Action, on here: CaseSnapshot) -> Possibility {
    var found = Possibility(
      action: action, able: [], fillable: ([], []), obstacles: [], nearest: nil)
    if action.by != .person {
      found.obstacles = refusals(of: action, by: Actor(system: action.by), on: here)
      found.nearest = action.by.rawValue
      if found.obstacles.isEmpty { found.able = [action.by.rawValue] }
      return found
    }
    var nearest: (login: String, refusals: [Refusal])?
    for person in scenario.people {
      let refusals = refusals(of: action, by: actor(person), on: here)
      let missing = refusals.filter { $0.kind == .fill }.compactMap(\.reference)
      if refusals.isEmpty {
        found.able.append(person.login)
      } else if refusals.allSatisfy({ $0.kind == .fill || $0.isUndecided }), !missing.isEmpty {
        found.fillable.logins.append(person.login)
        found.fillable.fields = missing
      } else if Self.distance(refusals) < nearest.map({ Self.distance($0.refusals) }) ?? .max {
        nearest = (person.login, refusals)
      }
    }
    if found.able.isEmpty, found.fillable.logins.isEmpty {
      // Fields are filled in passing; what stands against it besides is the news.
      let refusals = nearest?.refusals ?? []
      found.obstacles = refusals.filter { $0.kind != .fill } + refusals.filter { $0.kind == .fill }
      found.nearest = nearest?.login
    }
    return found
  }

  /// How far somebody is from taking an action: who has the role comes before who has not.
  private static func distance(_ refusals: [Refusal]) -> Int {
    let isBarred = refusals.contains { $0.kind == .role || $0.kind == .only }
    return refusals.count + (isBarred ? 1_000 : 0)
  }

  /// What stands against an action, with the values that the test gives.
  private func refusals(
    of action: Workflow.Action, by actor: Actor, on here: CaseSnapshot
  ) -> [Refusal] {
    procedure.explain(
      action.name, fields: given(for: action, on: here), expect: here.version, on: here, by: actor
    )?.decision.refusals ?? []
  }

  /// Every rule about an action, with what it reads: for one person, or for the batch, the bank or the
  /// clock that takes it.
  public func explanation(
    of name: String, by person: Scenario.Person
  ) -> ActionExplanation? {
    let here = opened
    guard let action = workflow.action(name) else { return nil }
    return procedure.explain(
      name, fields: given(for: action, on: here), expect: here.version, on: here,
      by: action.by == .person ? actor(person) : Actor(system: action.by))
  }

  /// The values that the test gives where a step gives none.
  private func given(
    for action: Workflow.Action, on here: CaseSnapshot
  ) -> [Command.FieldEntry] {
    action.fill.compactMap { fill in
      guard here.fields[fill.field] == nil,
        let value = scenario.given.first(where: { $0.field == fill.field })?.value
      else { return nil }
      return .init(fill.field, PlainValue(value))
    }
  }
}
