internal import CEL
public import Workflows

extension Procedure {
  /// Judges a command, changing nothing.
  ///
  /// - Parameters:
  ///   - command: what is wanted. An action, field or check that the file does not have is refused
  ///     as `state`, `field` or `check`; offer `possibleActions` then.
  ///   - snapshot: the case, with the time in `now`.
  ///   - actor: who wants it.
  ///   - leavingOut: rules that are not judged, by family (`fund`) or full name (`fill:account`), for
  ///     whoever knows that they cannot be, such as the reader of an old log. What is done to a case
  ///     besides the file's actions is always judged in full.
  /// - Returns: what happens, or every rule that stands against it.
  public func decide(
    _ command: Command, on snapshot: CaseSnapshot, by actor: Actor,
    leavingOut: Set<String> = []
  ) -> Decision {
    switch command {
    case .open(let name, let fields):
      guard let action = openingAction(name) else {
        return .refused([unknownAction(name ?? "open", snapshot)])
      }
      return judged(action, fields, nil, snapshot, actor, leavingOut).decision
    case .act(let name, let fields, let expect):
      guard let action = workflow.action(name) else {
        return .refused([unknownAction(name, snapshot)])
      }
      return judged(action, fields, expect, snapshot, actor, leavingOut).decision
    case .check, .hold, .resume, .recall, .correct:
      return decideDeed(command, on: snapshot, by: actor)
    }
  }

  /// Judges an action and says what every rule sees.
  ///
  /// - Returns: nil when the file has no such action.
  public func explain(
    _ name: String, fields: [Command.FieldEntry] = [], expect: Int64? = nil,
    on snapshot: CaseSnapshot, by actor: Actor
  ) -> ActionExplanation? {
    let action = snapshot.version == 0 ? openingAction(name) : workflow.action(name)
    guard let action else { return nil }
    let (decision, verdicts) = judged(action, fields, expect, snapshot, actor, [], explains: true)
    return ActionExplanation(action: name, verdicts: verdicts, decision: decision)
  }

  /// The actions that lead on from here for this actor, by state, hold and role alone; what else
  /// stands against each is `explain`'s to say.
  public func possibleActions(
    on snapshot: CaseSnapshot, by actor: Actor
  ) -> [Workflow.Action] {
    let isNew = snapshot.version == 0
    return workflow.actions.filter { action in
      guard isNew ? action.opensCase : !action.opensCase && action.from.contains(snapshot.state)
      else { return false }
      guard action.by == actor.kind, snapshot.hold == nil || action.whileHeld else { return false }
      let roles = action.allRoles
      let held = actor.roles + actor.standsFor.map(\.role)
      return action.by != .person || roles.isEmpty || roles.contains(where: held.contains)
    }
  }

  /// The action that opens a case: the one named, or the only one there is. Where the file has none,
  /// whoever has an action from the start state may open, and fills nothing.
  func openingAction(_ name: String?) -> Workflow.Action? {
    let openings = workflow.openingActions
    if openings.isEmpty { return name == nil || name == "open" ? plainOpening : nil }
    if let name { return openings.first { $0.name == name } }
    return openings.count == 1 ? openings[0] : nil
  }

  private var plainOpening: Workflow.Action? {
    guard var action = workflow.actions.first, var target = action.targets.first else { return nil }
    target.state = workflow.start
    target.when = nil
    var roles: [String] = []
    for other in workflow.actions where other.from.contains(workflow.start) {
      for role in other.allRoles where !roles.contains(role) { roles.append(role) }
    }
    action.name = "open"
    action.label = Label()
    action.by = .person
    action.opensCase = true
    action.from = []
    action.targets = [target]
    action.roles = roles
    action.only = nil
    action.after = nil
    action.fill = []
    action.documents = []
    action.when = []
    action.distinctFrom = []
    action.tiers = nil
    action.people = 1
    action.unrelated = false
    action.atMost = nil
    action.whileHeld = false
    action.money = []
    action.tellApplicant = nil
    action.rules = []
    return action
  }

  private func unknownAction(_ name: String, _ snapshot: CaseSnapshot) -> Refusal {
    Refusal(.state, name, arguments: ["state": .text(snapshot.state), "unknown": .text(name)])
  }

  private func judged(
    _ action: Workflow.Action, _ fields: [Command.FieldEntry], _ expect: Int64?,
    _ snapshot: CaseSnapshot, _ actor: Actor, _ leavingOut: Set<String>,
    explains: Bool = false
  ) -> (decision: Decision, verdicts: [Verdict]) {
    var judge = Judge(
      self, snapshot, actor, action, explains: explains, leavingOut: leavingOut)
    judge.run(fields, expect: expect)
    let refusals = judge.verdicts.compactMap(\.refusal)
    if !refusals.isEmpty {
      if refusals.wantARole,
        let lent = judgedForAnother(
          action, fields, expect, snapshot, actor, leavingOut, explains: explains)
      {
        return lent
      }
      return (.refused(refusals.reportable(to: actor)), judge.verdicts)
    }
    return (.accepted(judge.outcome()), judge.verdicts)
  }

  /// The same in the name of those whom the actor stands in for: the first who may, else the first whose
  /// role would do. Nil where no role that was lent does.
  private func judgedForAnother(
    _ action: Workflow.Action, _ fields: [Command.FieldEntry], _ expect: Int64?,
    _ snapshot: CaseSnapshot, _ actor: Actor, _ leavingOut: Set<String>, explains: Bool
  ) -> (decision: Decision, verdicts: [Verdict])? {
    var best: (decision: Decision, verdicts: [Verdict])?
    for deputy in actor.asDeputies {
      let judged = judged(
        action, fields, expect, snapshot, deputy, leavingOut, explains: explains)
      guard case .refused(let refusals) = judged.decision else { return judged }
      if best == nil, !refusals.wantARole { best = judged }
    }
    return best
  }
}
