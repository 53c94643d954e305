internal import CEL
internal import Workflows

/// Judges what is done to a case besides the file's actions: checks, holds, votes taken back,
/// corrections.
struct DeedJudge {
  let procedure: Procedure
  let snapshot: CaseSnapshot
  let actor: Actor
  private(set) var refusals: [Refusal] = []
  private(set) var role: String?

  private var workflow: Workflow { procedure.workflow }

  init(_ procedure: Procedure, _ snapshot: CaseSnapshot, _ actor: Actor) {
    self.procedure = procedure
    self.snapshot = snapshot
    self.actor = actor
  }

  mutating func refuse(_ refusal: Refusal) { refusals.append(refusal) }

  /// What every deed must pass besides its own rules.
  ///
  /// - Parameters:
  ///   - roles: who may; nil is everybody who works under the file.
  ///   - needsContent: only for who reads the case.
  /// - Returns: whether the case is one that things are done to: open, and not ended.
  mutating func judgeStanding(
    _ roles: [String]?, whileHeld: Bool, needsContent: Bool = false
  ) -> Bool {
    guard snapshot.version > 0, workflow.state(snapshot.state)?.isFinal == false else {
      refuse(
        Refusal(
          .state, arguments: ["state": .text(snapshot.version > 0 ? snapshot.state : "new")]))
      return false
    }
    if let hold = snapshot.hold, !whileHeld {
      refuse(Refusal(.held, arguments: ["reason": .text(hold.reason)]))
    }
    let wanted = roles ?? workflow.workingRoles
    if !needsContent || actor.readsContent {
      role = wanted.first(where: actor.roles.contains)
    }
    if role == nil { refuse(Refusal(.role, who: wanted, arguments: ["roles": .texts(wanted)])) }
    if actor.isApplicant { refuse(Refusal(.applicant, who: wanted)) }
    return true
  }

  func entry(_ kind: String) -> CaseEntry {
    CaseEntry(
      sequence: snapshot.version + 1, kind: kind,
      person: actor.kind == .person ? actor.person : nil, principal: actor.principal?.person,
      login: actor.login, role: actor.kind == .person ? role : actor.kind.rawValue,
      visit: snapshot.visit, at: snapshot.now, from: snapshot.state,
      to: snapshot.state)
  }

  /// What happens when nothing stands against it: an entry, and what `change` adds.
  func decision(_ entry: CaseEntry, _ change: (inout Outcome) -> Void) -> Decision {
    guard refusals.isEmpty else { return .refused(refusals) }
    var outcome = Outcome(
      entry: entry, state: snapshot.state, isEffective: true, beginsVisit: false,
      fields: snapshot.fields, written: [])
    change(&outcome)
    return .accepted(outcome)
  }
}

extension Workflow {
  /// Every role that does something under the file, sorted.
  var workingRoles: [String] {
    let roles =
      actions.flatMap(\.allRoles) + states.flatMap(\.checks).map(\.role) + (hold?.roles ?? [])
    return Set(roles).sorted()
  }

  /// The roles that sign: they waive what others must meet. Where nobody signs, nobody waives.
  var signingRoles: [String] {
    Set(actions.filter(\.isSigned).flatMap(\.allRoles)).sorted()
  }
}
