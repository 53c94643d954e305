internal import CEL
internal import Workflows

/// What the clock has still to tell of a case: reminders that wait, deadlines that were told.
///
/// The database keeps the same beside the case (`remind_us`, `escalated`).
struct ScenarioClock {
  let procedure: Procedure
  /// When somebody is reminded of the state's deadline; nil when there is none, or it went out.
  private var reminder: Timestamp?
  private var isEscalated = false
  /// Whether the deadline's action was refused: the clock tries again, but nobody waits for it.
  var isStuck = false
  /// The same for deadlines across states, by name.
  private var reminders: [String: Timestamp] = [:]
  private var escalated: Set<String> = []

  init(_ procedure: Procedure) { self.procedure = procedure }

  private var workflow: Workflow { procedure.workflow }

  /// Takes in what a command did to the case.
  mutating func follow(_ outcome: Outcome, _ command: Command, _ next: CaseSnapshot) {
    if let due = outcome.due {
      isStuck = false
      let remind = workflow.state(next.state)?.deadline?.remind
      if command == .resume {
        reminder = due.flatMap { due in due.at > next.now ? Self.before(due, remind, self) : nil }
      } else {
        isEscalated = false
        reminder = due.flatMap { Self.before($0, remind, self) }
      }
    }
    if case .some(.some) = outcome.hold, next.due?.field == nil { reminder = nil }
    if outcome.deadlines != nil {
      escalated = []
      reminders = [:]
      for held in next.deadlines {
        let remind = workflow.deadlines.first { $0.name == held.name }?.remind
        reminders[held.name] = Self.before(held.due, remind, self)
      }
    }
  }

  private static func before(
    _ due: CaseDue, _ period: Period?, _ clock: ScenarioClock
  ) -> Timestamp? {
    guard let period, let reckoning = due.reckoning else { return nil }
    return clock.procedure.calendar.reminder(period, before: reckoning)
  }

  /// The instants after which the clock has something to do.
  func instants(_ snapshot: CaseSnapshot) -> [Timestamp] {
    guard snapshot.version > 0, workflow.state(snapshot.state)?.isFinal == false else { return [] }
    var all: [Timestamp] = []
    if let until = snapshot.hold?.until, let next = CalendarDate(days: until.days + 1) {
      all += [procedure.calendar.start(of: next)].compactMap { $0 }
    }
    if let due = snapshot.due, isRunning(snapshot) {
      if !isEscalated, !isStuck { all.append(due.at) }
      if let reminder { all.append(reminder) }
    }
    for deadline in running(snapshot) where !escalated.contains(deadline.name) {
      all.append(deadline.due.at)
      if let reminder = reminders[deadline.name] { all.append(reminder) }
    }
    return all
  }

  /// Whether the state's clock runs: a hold stops it, unless it counts from a date of the form.
  private func isRunning(_ snapshot: CaseSnapshot) -> Bool {
    snapshot.hold == nil || snapshot.due?.field != nil
  }

  private func running(_ snapshot: CaseSnapshot) -> [CaseSnapshot.NamedDue] {
    snapshot.deadlines.filter { held in
      workflow.deadlines.contains {
        $0.name == held.name && $0.states.contains(snapshot.state)
      }
    }.sorted { $0.name < $1.name }
  }

  /// What the state's deadline asks for now: an action, an escalation or a reminder.
  mutating func stateNote(_ snapshot: CaseSnapshot) -> ClockNote? {
    guard let due = snapshot.due, isRunning(snapshot),
      let deadline = workflow.state(snapshot.state)?.deadline
    else { return nil }
    if snapshot.now >= due.at, !isEscalated {
      if let action = deadline.then { return .moved(action: action) }
      isEscalated = true
      reminder = nil
      return .escalated(deadline: nil, role: deadline.escalateTo)
    }
    guard let at = reminder, snapshot.now >= at else { return nil }
    reminder = nil
    return .reminded(deadline: nil)
  }

  /// What the deadlines across states ask for now, by name.
  mutating func deadlineNotes(_ snapshot: CaseSnapshot) -> [ClockNote] {
    var notes: [ClockNote] = []
    for held in running(snapshot) where !escalated.contains(held.name) {
      if snapshot.now >= held.due.at {
        escalated.insert(held.name)
        reminders[held.name] = nil
        let role = workflow.deadlines.first { $0.name == held.name }?.escalateTo
        notes.append(.escalated(deadline: held.name, role: role))
      } else if let at = reminders[held.name], snapshot.now >= at {
        reminders[held.name] = nil
        notes.append(.reminded(deadline: held.name))
      }
    }
    return notes
  }
}
