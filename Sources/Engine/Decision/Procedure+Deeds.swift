internal import CEL
internal import Workflows

extension Procedure {
  func decideDeed(
    _ command: Command, on snapshot: CaseSnapshot, by actor: Actor
  ) -> Decision {
    let judge = DeedJudge(self, snapshot, actor)
    let decision: Decision =
      switch command {
      case .check(let name, let result): decideCheck(judge, name, result)
      case .hold(let reason, let until): decideHold(judge, reason, until)
      case .resume: decideResume(judge)
      case .recall(let action): decideRecall(judge, action)
      case .correct(let field, let value): decideCorrection(judge, field, value)
      case .open, .act: decide(command, on: snapshot, by: actor)
      }
    guard case .refused(let refusals) = decision else { return decision }
    if refusals.wantARole {
      for deputy in actor.asDeputies {
        let decision = decideDeed(command, on: snapshot, by: deputy)
        if case .refused(let refusals) = decision, refusals.wantARole { continue }
        return decision
      }
    }
    return .refused(refusals.reportable(to: actor))
  }

  private func decideCheck(_ start: DeedJudge, _ name: String, _ result: String) -> Decision {
    var judge = start
    let snapshot = judge.snapshot
    let check = workflow.state(snapshot.state)?.checks.first { $0.name == name }
    guard let check, ["pass", "fail", "waived"].contains(result) else {
      judge.refuse(
        Refusal(
          .check, name,
          arguments: [
            "result": .text(result),
            "checks": .texts(workflow.state(snapshot.state)?.checks.map(\.name) ?? []),
          ]))
      return .refused(judge.refusals)
    }
    var roles = [check.role]
    if result == "waived" {
      let signing = workflow.signingRoles
      roles = signing.isEmpty ? [] : judge.actor.readsContent ? signing + roles : roles
    }
    guard judge.judgeStanding(roles, whileHeld: false) else { return .refused(judge.refusals) }
    if snapshot.checks.contains(where: { $0.name == name && $0.result == "not_needed" }) {
      judge.refuse(Refusal(.check, name, arguments: ["result": "not_needed"]))
    }
    var entry = judge.entry("check")
    entry.check = name
    entry.result = result
    return judge.decision(entry) { outcome in
      outcome.checks = snapshot.checks.map { held in
        guard held.name == name else { return held }
        var held = held
        held.result = result
        return held
      }
    }
  }

  private func decideHold(
    _ start: DeedJudge, _ reason: String, _ until: CalendarDate?
  ) -> Decision {
    var judge = start
    let snapshot = judge.snapshot
    let reasons = workflow.hold?.reasons.map(\.name) ?? []
    guard judge.judgeStanding(workflow.hold?.roles ?? [], whileHeld: snapshot.hold == nil) else {
      return .refused(judge.refusals)
    }
    if !reasons.contains(reason) {
      judge.refuse(
        Refusal(.held, reason, arguments: ["why": "reason", "reasons": .texts(reasons)]))
    }
    if let until, !(0...400).contains(until.days - snapshot.today.days) {
      judge.refuse(
        Refusal(
          .held, reason, arguments: ["why": "until", "until": .text(until.description)]))
    }
    return judge.decision(judge.entry("hold")) { outcome in
      outcome.hold = .some(
        CaseSnapshot.CaseHold(reason: reason, since: snapshot.now, until: until))
    }
  }

  private func decideResume(_ start: DeedJudge) -> Decision {
    var judge = start
    let snapshot = judge.snapshot
    // The clock ends a hold whose last day is over.
    let isOver = snapshot.hold?.until.map { $0 < snapshot.today } ?? false
    if judge.actor.kind != .clock || !isOver {
      guard judge.judgeStanding(workflow.hold?.roles ?? [], whileHeld: true) else {
        return .refused(judge.refusals)
      }
    }
    guard let hold = snapshot.hold else {
      judge.refuse(Refusal(.held, arguments: ["held": .bool(false)]))
      return .refused(judge.refusals)
    }
    return judge.decision(judge.entry("resume")) { outcome in
      let state = workflow.state(snapshot.state)
      outcome.hold = .some(nil)
      outcome.due = .some(
        snapshot.due.flatMap { resumed($0, state?.deadline?.within, hold, snapshot.now) })
      outcome.checks = snapshot.checks.map { held in
        var held = held
        let within = state?.checks.first { $0.name == held.name }?.within
        held.due = held.due.flatMap { resumed($0, within, hold, snapshot.now) }
        return held
      }
      outcome.opens = opensAfterPause(snapshot, hold)
    }
  }

  private func decideRecall(_ start: DeedJudge, _ action: String) -> Decision {
    var judge = start
    let snapshot = judge.snapshot
    guard judge.judgeStanding(nil, whileHeld: true) else { return .refused(judge.refusals) }
    let votes =
      workflow.action(action)?.isSigned == true ? snapshot.castVotes(for: action) : []
    let person = judge.actor.person
    let vote = votes.last { $0.person == person || $0.principal == person }
    if vote == nil { judge.refuse(Refusal(.voted, action, arguments: ["why": "no_vote"])) }
    var entry = judge.entry("recall")
    entry.role = vote?.role
    return judge.decision(entry) { outcome in
      outcome.recalled = vote?.sequence
    }
  }

  private func decideCorrection(
    _ start: DeedJudge, _ name: String, _ value: PlainValue
  ) -> Decision {
    var judge = start
    let snapshot = judge.snapshot
    let filling = workflow.actions.filter { $0.fill.contains { $0.field == name } }
    let roles = Set(filling.flatMap(\.allRoles)).sorted()
    guard judge.judgeStanding(roles, whileHeld: false, needsContent: true) else {
      return .refused(judge.refusals)
    }
    guard let field = workflow.field(name), snapshot.fields[name] != nil else {
      judge.refuse(Refusal(.field, name, arguments: ["why": "absent"]))
      return .refused(judge.refusals)
    }
    let isSigned = workflow.signedFields.contains(name)
    if isSigned, hasPaid(snapshot) { judge.refuse(Refusal(.paid, name)) }
    var fields = snapshot.fields
    do {
      fields[name] = try FieldInput(staff: snapshot.staff.isEmpty ? nil : snapshot.staff)
        .value(value, for: field)
      if fields[name] == nil { judge.refuse(Refusal(.fill, name)) }
    } catch {
      judge.refuse(Refusal(.field, name, arguments: error.arguments))
    }
    let bindings: Row = [
      "form": .row(fields), "applicant": .row(snapshot.applicant), "today": .date(snapshot.today),
      "now": .timestamp(snapshot.now),
    ]
    if judge.refusals.isEmpty, let check = field.check,
      !check.expression.evaluate(bindings).isTrue
    {
      judge.refuse(
        Refusal(
          .field, name, source: check.expression.source, readings: Judge.look(check, bindings),
          arguments: FieldProblem.check(undecided: false).arguments))
    }
    if judge.refusals.isEmpty {
      for refusal in judge.undone(by: name, fields) { judge.refuse(refusal) }
    }
    var entry = judge.entry("correct")
    entry.field = name
    return judge.decision(entry) { outcome in
      outcome.fields = fields
      outcome.written = [name]
      if isSigned { outcome.checks = snapshot.checks.map(\.reopened) }
      if isCountedFrom(name) {
        outcome.deadlines = deadlines(fields)
        outcome.due = dueFromForm(in: snapshot.state, fields)
      }
    }
  }

  /// Whether money has left on the case, recovered since or not.
  private func hasPaid(_ snapshot: CaseSnapshot) -> Bool {
    if snapshot.money.paid > .zero || snapshot.money.sent > .zero { return true }
    let paying = workflow.actions.filter {
      $0.money.contains { $0.kind == .pay || $0.kind == .settle }
    }
    return snapshot.entries.contains { entry in
      entry.isEffective && paying.contains { entry.isDoing($0.name) }
    }
  }
}
