internal import CEL
internal import Workflows

/// Plays one test: turns its lines into commands, keeps the clock, and notes what happens.
struct ScenarioPlayer {
  let procedure: Procedure
  let scenario: Scenario
  var snapshot: CaseSnapshot
  var moves: [ScenarioMove] = []
  var failures: [ScenarioFailure] = []
  var touched: Set<CoverageItem.Key> = []
  /// The messages that the applicant was sent, in order.
  var told: [String] = []
  var clock: ScenarioClock
  /// The time on the clock; entries may be a little later.
  var time: Timestamp
  private var payments: [(at: Timestamp, amount: Amount)] = []
  private var year: Int
  /// What lookups find beside this case.
  private(set) var lookups: Row

  var workflow: Workflow { procedure.workflow }

  init?(_ procedure: Procedure, _ scenario: Scenario) {
    self.procedure = procedure
    self.scenario = scenario
    guard let midnight = procedure.calendar.start(of: scenario.clock.date),
      let now = Timestamp(
        microseconds: midnight.microseconds + Int64(scenario.clock.minutes) * 60_000_000)
    else { return nil }
    time = now
    clock = ScenarioClock(procedure)
    lookups = scenario.lookups
    year = scenario.clock.date.year
    snapshot = CaseSnapshot(
      state: procedure.workflow.start, now: now, today: scenario.clock.date)
    snapshot.applicant = scenario.applicant
    if snapshot.applicant["name"] == nil { snapshot.applicant["name"] = "applicant" }
    snapshot.staff = Dictionary(scenario.people.map { ($0.login, $0.roles) }) { $1 }
    snapshot.funds = funds
  }

  /// What every fund has at the beginning of a year.
  private var funds: [String: Amount] {
    var funds: [String: Amount] = [:]
    for fund in workflow.actions.flatMap({ $0.money.compactMap(\.fund) }) {
      funds[fund] = Amount(minorUnits: 100_000_000)
    }
    for (name, amount) in scenario.funds { funds[name] = Amount(amount) }
    return funds
  }

  mutating func play() {
    for step in scenario.steps {
      guard play(step) else { return }
    }
    compareEnd()
  }

  /// Plays one line.
  ///
  /// - Returns: whether the test can go on.
  private mutating func play(_ step: Scenario.Step) -> Bool {
    switch step.deed {
    case .wait(let period): return wait(period, step)
    case .tick:
      tick()
      return true
    case .lookup(let row):
      for (name, value) in row.entries { lookups[name] = value }
      return true
    default: break
    }
    for login in step.logins {
      let system = Workflow.Actor(rawValue: login).flatMap { kind in
        [.batch, .bank].contains(kind) ? Actor(system: kind) : nil
      }
      guard let actor = scenario.person(login).map(actor) ?? system else { return false }
      guard perform(step, actor) else { return false }
    }
    return true
  }

  func actor(_ person: Scenario.Person) -> Actor {
    Actor(
      login: person.login, person: person.login, roles: person.roles,
      isApplicant: scenario.applicantLogin == person.login,
      isRelated: scenario.related.contains(person.login))
  }

  private mutating func perform(_ step: Scenario.Step, _ actor: Actor) -> Bool {
    if snapshot.version == 0, needsOpening(step.deed) {
      guard open(step, first: actor) else { return false }
      if step.opens { return true }
    }
    advanceNow()
    let decision: Decision
    let deed: ScenarioMove.Deed
    switch step.deed {
    case .attach(let name, let issuedOn):
      deed = .attach(name, issuedOn: issuedOn ?? snapshot.today)
      decision = file(actor, kind: "attach", roles: nil)
    case .waive(let name):
      deed = .waive(name)
      decision = file(actor, kind: "waive", roles: workflow.signingRoles)
    default:
      guard let command = command(step) else { return false }
      deed = .command(command)
      decision = decide(command, actor)
    }
    take(decision, deed, actor)
    return judge(decision, step, deed, actor)
  }

  /// Whether somebody has to open the case before this: no action of the file does.
  private func needsOpening(_ deed: Scenario.Deed) -> Bool {
    if case .open = deed { return true }
    guard case .act(let name) = deed else { return true }
    return workflow.action(name)?.opensCase == false && workflow.openingActions.isEmpty
  }

  /// Opens the case by who acts first or, if they may not, by the first of the people who may.
  private mutating func open(_ step: Scenario.Step, first: Actor) -> Bool {
    advanceNow()
    var refusals: [Refusal] = []
    let others = step.opens ? [] : scenario.people.map(actor)
    for actor in [first] + others {
      let command = Command.open(action: nil, fields: [])
      let decision = decide(command, actor)
      if decision.outcome != nil {
        take(decision, .command(command), actor)
        return step.opens ? judge(decision, step, .command(command), actor) : true
      }
      if refusals.isEmpty { refusals = decision.refusals }
    }
    if step.opens {
      return judge(.refused(refusals), step, .command(.open(action: nil, fields: [])), first)
    }
    fail(.nobodyOpens(refusals), step)
    return false
  }

  /// The command that a line means, with the values it needs from `given`.
  private func command(_ step: Scenario.Step) -> Command? {
    switch step.deed {
    case .act(let name):
      guard let action = workflow.action(name) else { return nil }
      let fields = fields(step, action)
      return action.opensCase
        ? .open(action: name, fields: fields)
        : .act(action: name, fields: fields, expect: snapshot.version)
    case .check(let name, let result): return .check(name: name, result: result)
    case .hold(let reason, let until): return .hold(reason: reason, until: until)
    case .resume: return .resume
    case .recall(let action): return .recall(action: action)
    case .correct:
      return step.with.first.map { .correct(field: $0.field, value: PlainValue($0.value)) }
    case .open, .attach, .waive, .wait, .tick, .lookup: return nil
    }
  }

  private func fields(_ step: Scenario.Step, _ action: Workflow.Action) -> [Command.FieldEntry] {
    var fields = step.with.map { Command.FieldEntry($0.field, PlainValue($0.value)) }
    for fill in action.fill where snapshot.fields[fill.field] == nil {
      guard !fields.contains(where: { $0.name == fill.field }),
        let value = scenario.given.first(where: { $0.field == fill.field })?.value
      else { continue }
      fields.append(.init(fill.field, PlainValue(value)))
    }
    return fields
  }

  /// Attaching a document, or doing without one, is no command of the engine: it changes what rules
  /// read and nothing else.
  private func file(_ actor: Actor, kind: String, roles: [String]?) -> Decision {
    var judge = DeedJudge(procedure, snapshot, actor)
    guard judge.judgeStanding(roles, whileHeld: true, needsContent: roles != nil) else {
      return .refused(judge.refusals)
    }
    return judge.decision(judge.entry(kind)) { _ in }
  }

  /// Applies a decision and notes it.
  mutating func take(_ decision: Decision, _ deed: ScenarioMove.Deed, _ actor: Actor) {
    let at = time
    if let outcome = decision.outcome {
      let isOpening = snapshot.version == 0
      snapshot = procedure.evolve(snapshot, outcome)
      if isOpening { begin() }
      switch deed {
      case .command(let command): clock.follow(outcome, command, snapshot)
      case .attach(let name, let issuedOn):
        snapshot.documents[name] = .init(issuedOn: issuedOn)
      case .waive(let name):
        var document = snapshot.documents[name] ?? .init(isReceived: false)
        document.isWaived = true
        snapshot.documents[name] = document
      case .tick: break
      }
      note(outcome)
    }
    guard actor.kind != .clock else { return }
    moves.append(
      ScenarioMove(
        login: actor.login, deed: deed, at: at, lookups: lookups, refusals: decision.refusals,
        clock: [], after: snapshot))
  }

  /// What other cases hold, as the look-ups of the test say: benefits that never end.
  private var elsewhere: CaseSnapshot.Elsewhere {
    func isSome(_ name: String) -> Bool {
      if case .int(let count)? = lookups[name] { count > 0 } else { false }
    }
    var held = CaseSnapshot.Elsewhere()
    for action in workflow.actions {
      if action.grantedBenefit != nil, isSome("live_benefits") {
        held.benefits[action.name] = [Int.min...Int.max]
      }
      if action.invoice != nil, isSome("counted_invoices") { held.invoices.insert(action.name) }
    }
    return held
  }

  /// What an outcome leaves beside the case: payments that lookups find, messages.
  private mutating func note(_ outcome: Outcome) {
    if let message = outcome.message { told.append(message) }
    for movement in outcome.movements {
      if ["pay", "settle"].contains(movement.kind) {
        payments.append((outcome.entry.at, movement.amount))
      }
      if movement.kind == "recover" {
        payments.append((outcome.entry.at, Amount.zero - movement.amount))
      }
    }
  }

  /// What a case has from its opening on.
  private mutating func begin() {
    snapshot.number = "\(workflow.number)-\(year)-000001"
    for document in scenario.documents {
      snapshot.documents[document.name] = .init(
        isReceived: !document.isWaived,
        issuedOn: document.isWaived ? nil : document.issuedOn ?? scenario.clock.date,
        isWaived: document.isWaived)
    }
  }

  /// Brings the case's time and what depends on it up to the clock: an entry is never earlier than the
  /// one before, or at the same instant.
  mutating func advanceNow() {
    let last = snapshot.entries.last?.at.microseconds ?? .min
    let now = max(time.microseconds, last == .min ? .min : last + 1)
    guard let now = Timestamp(microseconds: now), let today = procedure.calendar.date(of: now)
    else { return }
    snapshot.now = now
    snapshot.today = today
    if today.year != year {
      year = today.year
      snapshot.funds = funds
      snapshot.returns = [:]
    }
    snapshot.lookups = lookups
    snapshot.elsewhere = elsewhere
    let since = time.microseconds - 31_536_000_000_000
    let own = payments.filter { $0.at.microseconds > since }.reduce(Amount.zero) { $0 + $1.amount }
    if case .decimal(let before)? = lookups["paid_last_12_months"],
      let amount = Amount(before)
    {
      snapshot.lookups["paid_last_12_months"] = (amount + own).value
    }
  }
}

extension CalendarDate {
  fileprivate var year: Int { components.year }
}

extension Scenario.Step {
  /// Whether it opens the case and does nothing else.
  fileprivate var opens: Bool {
    if case .open = deed { true } else { false }
  }
}
