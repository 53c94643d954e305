import CEL
import Casebook
import Engine
import History
import Workflows

extension Walk {
  /// Opens a case, if the engine lets it; the database must do likewise.
  func open(_ login: String, _ deed: WalkDeed, _ target: WalkCase) throws {
    guard case .open(let workflow, _, let action, _) = deed else { return }
    let session = try world.session(login)
    let applicant = world.applicants[target.applicant]
    let needsName = target.workflow.openingActions.count > 1 && action == nil
    let expected =
      needsName
      ? .misunderstood
      : predict(deed, on: target.shadow, by: actor(login, target), target, .full)
    let actual: WalkAnswer
    do throws(CasebookError) {
      actual = .done(
        try deed.send(
          "", applicant: applicant.id, in: target.workflow, over: session, request: .random()))
    } catch {
      actual = WalkAnswer(error)
    }
    try compare(deed, expected, actual, hasContent: false)
    count("open \(workflow) \(expected.name)")
    guard case .done(let change) = expected, case .done(let answer) = actual else {
      if case .refused(let rules) = expected { for rule in rules { count("rule \(rule.kind)") } }
      return
    }
    var next = change.next
    next.number = answer.caseNumber ?? ""
    let made = WalkCase(
      next.number, target.procedure, applicant: target.applicant, unit: target.unit, next)
    made.log = target.log
    cases.append(made)
    touched = made
    try refreshFacts(made)
    let seen = visibility(login, made)
    _ = try read(made, session, seen, self.actor(login, made), last: 3)
  }

  /// Lets hours, days or weeks go by and the clock act; the engine says what it must do.
  func moveClock() throws {
    let hours = dice.pick([1, 2, 5, 20, 30, 50, 100, 170, 400]) ?? 1
    world.now += Int64(hours) * 3_600_000_000
    if !money.hasBudget(year) { try endowYear() }
    let answer = try world.session("w_tick").tick(limit: 100_000)
    try followHolds(answer)
    let dueActions = cases.compactMap { target in
      dueAction(target).map { (target, $0) }
    }
    for (target, action) in dueActions { try follow(target, action, answer) }
    let listed = (answer["moved"]?.elements ?? []) + (answer["stuck"]?.elements ?? [])
    if listed.count != dueActions.count {
      throw WalkDifference("the clock moved \(listed.count), not \(dueActions.count): \(answer)")
    }
    try followEscalations(answer)
    followEntries(answer)
    count("ticks")
  }

  /// Holds whose last day is over end by the clock, before anything else.
  private func followHolds(_ answer: JSON) throws {
    let day = today(world.now).days
    let over = cases.filter { target in
      !target.isFinal && target.shadow.hold?.until.map { $0.days < day } == true
    }
    let resumed = (answer["resumed"]?.elements ?? []).compactMap { $0["case"]?.text }
    if resumed.sorted() != over.map(\.number).sorted() {
      throw WalkDifference("the clock ended the holds of \(resumed), not \(over.map(\.number))")
    }
    for target in over {
      touched = target
      target.log.append("\(world.now) clock: resume")
      try refreshFacts(target)
      let clock = Actor(
        login: "w_tick", person: world.people["w_tick"]?.id ?? "",
        roles: target.workflow.hold?.roles ?? [])
      let decision = target.procedure.decide(.resume, on: target.shadow, by: clock)
      guard var outcome = decision.outcome else {
        throw WalkDifference("the engine refuses to end the hold: \(decision.refusals)")
      }
      outcome.entry.role = "clock"
      let next = target.procedure.evolve(target.shadow, outcome)
      WalkChange(outcome: outcome, next: next).apply(to: target, money: &money, year: year)
      count("clock resumed")
    }
  }

  private func endowYear() throws {
    for fund in ["hardship", "legal", "odd"] {
      try allot(fund, "15000.00")
    }
  }

  private func dueAction(_ target: WalkCase) -> String? {
    guard let now = Timestamp(microseconds: world.now) else { return nil }
    var snapshot = target.shadow
    snapshot.now = now
    for case .act(let action) in target.procedure.clockSteps(on: snapshot) { return action }
    return nil
  }

  private func follow(_ target: WalkCase, _ action: String, _ answer: JSON) throws {
    touched = target
    target.log.append("\(world.now) clock: \(action)")
    try refreshFacts(target)
    let command = Command.act(action: action, fields: [], expect: nil)
    let decision = target.procedure.decide(
      command, on: target.shadow, by: Actor(system: .clock))
    let list = decision.outcome == nil ? "stuck" : "moved"
    let found = (answer[list]?.elements ?? []).first { $0["case"]?.text == target.number }
    guard let found, found["action"]?.text == action else {
      throw WalkDifference("the clock should have \(list) \(target.number) by \(action): \(answer)")
    }
    count("clock \(list)")
    guard var outcome = decision.outcome else { return }
    outcome.entry.login = "w_tick"
    outcome.entry.person = world.people["w_tick"]?.id
    let next = target.procedure.evolve(target.shadow, outcome)
    let change = WalkChange(outcome: outcome, next: next, restarts: true)
    change.apply(to: target, money: &money, year: year)
    if found["state"]?.text != target.shadow.state {
      throw WalkDifference("the clock brought \(target.number) to \(found)")
    }
  }

  private func followEscalations(_ answer: JSON) throws {
    var found: [String] = []
    for item in answer["escalated"]?.elements ?? [] {
      found.append("\(item["case"]?.text ?? "") \(item["deadline"]?.text ?? "")")
    }
    var wanted: [String] = []
    for target in cases {
      guard let now = Timestamp(microseconds: world.now) else { continue }
      var snapshot = target.shadow
      snapshot.now = now
      for step in target.procedure.clockSteps(on: snapshot) {
        switch step {
        case .act: break
        case .escalate:
          if target.isEscalated { continue }
          target.isEscalated = true
          wanted.append("\(target.number) ")
        case .escalateDeadline(let name, _):
          guard target.escalatedDeadlines.insert(name).inserted else { continue }
          wanted.append("\(target.number) \(name)")
        }
      }
    }
    if found.sorted() != wanted.sorted() {
      throw WalkDifference("escalated \(found.sorted()), not \(wanted.sorted())")
    }
    for _ in found { count("clock escalated") }
  }

  /// A case is told of its state first, then of each deadline by name.
  private func followEntries(_ answer: JSON) {
    var told: [(number: String, deadline: String, kind: String)] = []
    for (list, kind) in [("escalated", "escalate"), ("reminded", "remind")] {
      for item in answer[list]?.elements ?? [] {
        told.append((item["case"]?.text ?? "", item["deadline"]?.text ?? "", kind))
      }
    }
    for item in told.sorted(by: { $0.deadline < $1.deadline }) {
      guard let target = cases.first(where: { $0.number == item.number }) else { continue }
      addByClock(item.kind, item.deadline, target)
      if item.kind == "remind" { count("clock reminded") }
    }
  }

  private func addByClock(_ kind: String, _ item: String, _ target: WalkCase) {
    target.log.append("\(world.now) clock: \(kind) \(item)")
    let last = target.shadow.entries.last?.at.microseconds ?? 0
    if let at = Timestamp(microseconds: max(world.now, last + 1)) { target.shadow.now = at }
    let clock = world.people["w_tick"]?.id ?? ""
    add(kind, "clock", clock, "w_tick", to: &target.shadow)
  }
}

extension WalkVerdict {
  var name: String {
    switch self {
    case .done: "done"
    case .refused: "refused"
    case .conflict: "conflict"
    case .misunderstood: "misunderstood"
    case .absent: "absent"
    }
  }
}
