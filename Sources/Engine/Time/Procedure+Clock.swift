internal import CEL
internal import Workflows

/// What the clock has to do with a case.
public enum ClockStep: Hashable, Sendable {
  /// The state's deadline is over: take this action.
  case act(action: String)
  /// The state's deadline is over: tell this role; the case stays.
  case escalate(role: String)
  /// A deadline across states is over: tell this role.
  case escalateDeadline(name: String, role: String)
}

extension Procedure {
  /// What is due at `snapshot.now`; nothing of the state's own while the case is held, for its clock
  /// stands still.
  public func clockSteps(on snapshot: CaseSnapshot) -> [ClockStep] {
    guard snapshot.version > 0, let state = workflow.state(snapshot.state), !state.isFinal else {
      return []
    }
    var steps: [ClockStep] = []
    if let due = snapshot.due, snapshot.now >= due.at,
      snapshot.hold == nil || due.field != nil
    {
      if let action = state.deadline?.then { steps.append(.act(action: action)) }
      if let role = state.deadline?.escalateTo { steps.append(.escalate(role: role)) }
    }
    for deadline in workflow.deadlines where deadline.states.contains(snapshot.state) {
      guard let role = deadline.escalateTo,
        let due = snapshot.deadlines.first(where: { $0.name == deadline.name })?.due,
        snapshot.now >= due.at
      else { continue }
      steps.append(.escalateDeadline(name: deadline.name, role: role))
    }
    return steps
  }

  /// The due date after a hold: what was left when it began counts again from the day it ends. One
  /// that was over stays over, and one that counts from a date of the form is the law's: it goes on.
  func resumed(
    _ due: CaseDue, _ within: Period?, _ hold: CaseSnapshot.CaseHold, _ now: Timestamp
  ) -> CaseDue? {
    guard due.field == nil, due.at > hold.since,
      let period = due.reckoning?.period ?? within,
      var reckoning = due.reckoning ?? calendar.due(after: hold.since, within: period)
    else { return due }
    // What is left depends on the unit and the instant alone, also where the snapshot tells no more.
    reckoning.instant = due.at
    let remaining = calendar.remaining(until: reckoning, at: hold.since)
    guard var next = calendar.due(after: now, remaining: remaining) else { return nil }
    if case .microseconds = remaining { next.period = period }
    let pause = CaseDue.Pause(from: hold.since, to: now)
    return CaseDue(at: next.instant, reckoning: next, pauses: due.pauses + [pause])
  }

  /// When actions with `after` open once a hold is over.
  func opensAfterPause(
    _ snapshot: CaseSnapshot, _ hold: CaseSnapshot.CaseHold
  ) -> [String: Timestamp] {
    var opens = snapshot.opens
    for action in workflow.actions where action.from.contains(snapshot.state) {
      guard let period = action.after else { continue }
      let instant =
        snapshot.opens[action.name]
        ?? calendar.due(after: snapshot.enteredAt, within: period)?.instant
      let due = instant.flatMap { resumed(CaseDue(at: $0), period, hold, snapshot.now) }
      opens[action.name] = due?.at
    }
    return opens
  }
}
