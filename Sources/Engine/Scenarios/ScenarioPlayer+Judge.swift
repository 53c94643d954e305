internal import CEL
internal import Workflows

/// Decides what is done, and compares it with what the test says.
extension ScenarioPlayer {
  /// Decides a command, noting which rules it touches.
  mutating func decide(_ command: Command, _ actor: Actor) -> Decision {
    let action: Workflow.Action?
    let fields: [Command.FieldEntry]
    var expect: Int64?
    var seen = snapshot
    switch command {
    case .open(let name, let given):
      // Papers come to a case that is there.
      seen.documents = [:]
      (action, fields) = (procedure.openingAction(name), given)
    case .act(let name, let given, let version):
      (action, fields, expect) = (workflow.action(name), given, version)
    case .check, .hold, .resume, .recall, .correct:
      let decision = procedure.decide(command, on: snapshot, by: actor)
      if case .check(let name, _) = command, decision.outcome != nil {
        touched.insert(.check(state: snapshot.state, name: name))
      }
      return decision
    }
    guard let action else { return procedure.decide(command, on: seen, by: actor) }
    var judge = Judge(procedure, seen, actor, action, explains: false, leavingOut: [])
    judge.run(fields, expect: expect)
    let refusals = judge.verdicts.compactMap(\.refusal)
    touched.formUnion(CoverageItem.touched(by: judge, refusals))
    if !refusals.isEmpty { return .refused(refusals.reportable(to: actor)) }
    return .accepted(judge.outcome())
  }

  /// Compares a decision with what the line says.
  ///
  /// - Returns: whether the test can go on from here.
  mutating func judge(
    _ decision: Decision, _ step: Scenario.Step, _ deed: ScenarioMove.Deed, _ actor: Actor
  ) -> Bool {
    switch (step.refused, decision) {
    case (nil, .accepted): return true
    case (nil, .refused(let refusals)):
      fail(.refused(refusals), step, able: able(deed, besides: actor))
      return false
    case (let wanted?, .accepted):
      fail(.notRefused(wanted: wanted), step)
      return false
    case (let wanted?, .refused(let refusals)):
      let isMet = wanted.allSatisfy { rule in
        refusals.contains { $0.rule == rule || $0.kind.rawValue == rule }
      }
      if !isMet { fail(.otherRules(wanted: wanted, found: refusals), step) }
      return true
    }
  }

  /// The people of the test who could have done it.
  private func able(_ deed: ScenarioMove.Deed, besides actor: Actor) -> [String] {
    guard case .command(let command) = deed else { return [] }
    return scenario.people.map(\.login).filter { login in
      guard login != actor.login, let person = scenario.person(login) else { return false }
      return procedure.decide(command, on: snapshot, by: self.actor(person)).outcome != nil
    }
  }

  mutating func fail(
    _ kind: ScenarioFailure.Kind, _ step: Scenario.Step, able: [String] = []
  ) {
    failures.append(
      ScenarioFailure(
        kind: kind, location: step.location, text: step.text,
        state: snapshot.version == 0 ? "new" : snapshot.state, able: able))
  }
}

/// What holds at the end.
extension ScenarioPlayer {
  mutating func compareEnd() {
    let then = scenario.expectation
    advanceNow()
    let state = snapshot.version == 0 ? "new" : snapshot.state
    if let wanted = then.state { compare("state", wanted, state) }
    for sentence in then.holds { compare(sentence) }
    if let roles = then.escalatedTo {
      let found = escalations
      for role in roles where !found.contains(role) {
        end("escalated_to", role, found.joined(separator: ", "))
      }
    }
    if let wanted = then.reminded {
      for name in wanted where !reminders.contains(name) {
        end("reminded", name, reminders.joined(separator: ", "))
      }
    }
    if let wanted = then.told {
      compare("told", wanted.joined(separator: ", "), told.joined(separator: ", "))
    }
    if let wanted = then.due { compare("due", wanted.description, lastDay ?? "") }
    if let wanted = then.held {
      compare("held", wanted ?? "false", snapshot.hold?.reason ?? "false")
    }
    if let wanted = then.version { compare("version", "\(wanted)", "\(snapshot.version)") }
  }

  private mutating func compare(_ key: String, _ wanted: String, _ found: String) {
    if wanted != found { end(key, wanted, found) }
  }

  private mutating func end(_ key: String, _ wanted: String, _ found: String) {
    let location = scenario.expectation.locations[key] ?? scenario.location
    failures.append(
      ScenarioFailure(
        kind: .end(key: key, wanted: wanted, found: found), location: location,
        text: "\(key): \(wanted)", state: snapshot.state))
  }

  private mutating func compare(_ sentence: Guard) {
    guard let action = workflow.actions.first else { return }
    let judge = Judge(
      procedure, snapshot, Actor(system: .clock), action, explains: false, leavingOut: [])
    let bindings = judge.makeBindings()
    let result = sentence.expression.evaluate(bindings)
    if result.isTrue { return }
    failures.append(
      ScenarioFailure(
        kind: .sentence(
          source: sentence.expression.source, isUndecided: result.value == nil,
          readings: Judge.look(sentence, bindings)),
        location: sentence.location, text: sentence.expression.source, state: snapshot.state))
  }

  private var clockNotes: [(state: String, note: ClockNote)] {
    moves.flatMap { move in move.clock.map { (move.after.state, $0) } }
  }

  /// The roles that were told of a missed deadline.
  private var escalations: [String] {
    clockNotes.compactMap { item in
      if case .escalated(_, let role) = item.note { role } else { nil }
    }
  }

  /// The states and deadlines of which somebody was reminded.
  private var reminders: [String] {
    clockNotes.compactMap { item in
      if case .reminded(let deadline) = item.note { deadline ?? item.state } else { nil }
    }
  }

  /// The last day before the case is overdue, in the calendar's zone.
  private var lastDay: String? {
    snapshot.due.flatMap { due in
      Timestamp(microseconds: due.at.microseconds - 1)
        .flatMap(procedure.calendar.date(of:))?.description
    }
  }
}
