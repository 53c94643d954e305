internal import CEL
internal import Workflows

/// Time in a test: waiting, and what the clock does on the way.
extension ScenarioPlayer {
  /// Lets time pass; the clock acts at every instant at which something falls due.
  mutating func wait(_ period: Period, _ step: Scenario.Step) -> Bool {
    guard let end = end(of: period) else {
      fail(.tooLate, step)
      return false
    }
    // Every instant is passed once; the bound only guards against a clock that never comes to rest.
    for _ in 0..<1_000 {
      let next = clock.instants(snapshot).filter { $0 <= end }.min()
      guard let next else { break }
      time = max(next, time)
      tick()
    }
    time = end
    tick()
    return true
  }

  /// The same time of day so many days, or working days, later; or so many hours.
  private func end(of period: Period) -> Timestamp? {
    let day: Int64 = 86_400_000_000
    var micros = time.microseconds
    switch period.unit {
    case .hours: micros += Int64(period.count) * 3_600_000_000
    case .days: micros += Int64(period.count) * day
    case .businessDays:
      var left = period.count
      while left > 0 {
        micros += day
        guard let date = Timestamp(microseconds: micros).flatMap(procedure.calendar.date) else {
          return nil
        }
        if procedure.calendar.isWorkingDay(date) { left -= 1 }
      }
    }
    return Timestamp(microseconds: micros)
  }

  /// What the clock does now: ends a hold that is over, then what the state's deadline asks for, then
  /// what deadlines across states ask for.
  mutating func tick() {
    advanceNow()
    var notes: [ClockNote] = []
    if isOpen, let until = snapshot.hold?.until, until < snapshot.today {
      if act(.resume) == nil { notes.append(.resumed) }
    }
    if isOpen, let note = clock.stateNote(snapshot) {
      notes.append(tell(note))
    }
    if isOpen {
      for note in clock.deadlineNotes(snapshot) { notes.append(tell(note)) }
    }
    moves.append(
      ScenarioMove(
        login: nil, deed: .tick, at: time, lookups: lookups, refusals: [], clock: notes,
        after: snapshot))
  }

  private var isOpen: Bool {
    snapshot.version > 0 && workflow.state(snapshot.state)?.isFinal == false
  }

  /// Does what a note says, and enters it into the history.
  private mutating func tell(_ note: ClockNote) -> ClockNote {
    let state = snapshot.state
    switch note {
    case .moved(let action):
      touched.insert(.then(state))
      if let rules = act(.act(action: action, fields: [], expect: nil)) {
        clock.isStuck = true
        return .stuck(action: action, rules: rules)
      }
    case .escalated(let deadline, _):
      touched.insert(.escalation(deadline ?? state))
      enter("escalate")
    case .reminded(let deadline):
      touched.insert(.reminder(deadline ?? state))
      enter("remind")
    case .resumed, .stuck: break
    }
    return note
  }

  /// Lets the clock act.
  ///
  /// - Returns: the rules that refuse it; nil when it is done.
  private mutating func act(_ command: Command) -> [String]? {
    advanceNow()
    let actor = Actor(system: .clock)
    let decision = decide(command, actor)
    guard decision.outcome != nil else { return decision.refusals.map(\.rule) }
    take(decision, .command(command), actor)
    return nil
  }

  private mutating func enter(_ kind: String) {
    advanceNow()
    snapshot.version += 1
    snapshot.entries.append(
      CaseEntry(
        sequence: snapshot.version, kind: kind, person: nil, login: "clock", role: "clock",
        visit: snapshot.visit, at: snapshot.now, from: snapshot.state, to: snapshot.state))
  }
}
