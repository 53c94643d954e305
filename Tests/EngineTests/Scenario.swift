import CEL
import Workflows

@testable import Engine

/// One entry of a workflow file's `tests:`, played by the engine.
struct Scenario {
  let name: String
  let procedure: Procedure
  private var people: [(login: String, roles: [String])] = []
  private var given: [(name: String, value: PlainValue)] = []
  private let steps: [YAMLNode]
  private let expected: YAMLNode?
  private var snapshot: CaseSnapshot
  private var escalations: [String] = []

  struct Deviation: Error {
    var message: String
  }

  /// Reads the scenario at `index`; what it does not say it has from the one named under `like:`.
  init(_ tests: [YAMLNode], _ index: Int, _ procedure: Procedure) throws {
    let own = tests[index]
    let like = own["like"]?.text.flatMap { name in tests.first { $0["name"]?.text == name } }
    name = own["name"]?.text ?? ""
    self.procedure = procedure
    steps = own["steps"]?.items ?? []
    expected = own["then"]
    guard let clock = (own["clock"] ?? like?["clock"])?.text,
      let local = Timestamp(clock.replacing(" ", with: "T") + ":00Z")
    else { throw Deviation(message: "no clock") }
    let offset = procedure.calendar.zone.offset(at: local.microseconds / 1_000_000)
    guard let now = Timestamp(microseconds: local.microseconds - Int64(offset) * 1_000_000),
      let today = procedure.calendar.date(of: now)
    else { throw Deviation(message: "no day") }
    snapshot = CaseSnapshot(state: procedure.workflow.start, now: now, today: today)
    for (login, roles) in (own["people"] ?? like?["people"])?.pairs ?? [] {
      people.append((login.text ?? "", roles.items?.compactMap(\.text) ?? []))
    }
    snapshot.staff = Dictionary(people.map { ($0.login, $0.roles) }) { $1 }
    for document in (own["documents"] ?? like?["documents"])?.items ?? [] {
      snapshot.documents[document.text ?? ""] = .init(issuedOn: today)
    }
    for step in procedure.workflow.actions.flatMap(\.money) {
      if let fund = step.fund { snapshot.funds[fund] = Amount(minorUnits: 100_000_000) }
    }
    snapshot.lookups = ["open_cases": 0, "opposing_cases": 0]
    snapshot.lookups["paid_last_12_months"] = Amount.zero.value
    for source in [like, own] { try take(source?["given"]) }
  }

  private mutating func take(_ node: YAMLNode?) throws {
    for (key, value) in node?.pairs ?? [] {
      let name = key.text ?? ""
      switch name {
      case "applicant": snapshot.applicant = Self.row(value)
      case "lookup":
        for (name, value) in Self.row(value).entries { snapshot.lookups[name] = value }
      default:
        given.removeAll { $0.name == name }
        given.append((name, Self.plain(value)))
      }
    }
  }

  /// Plays every step and compares the end.
  mutating func play() throws {
    for step in steps {
      if let wait = step["wait"]?.text { try self.wait(wait) } else { try take(step: step) }
    }
    if let state = expected?["state"]?.text, state != snapshot.state {
      throw Deviation(message: "the case ends in \(snapshot.state), not \(state)")
    }
    if let role = expected?["escalated_to"]?.text, !escalations.contains(role) {
      throw Deviation(message: "told are \(escalations), not \(role)")
    }
    for sentence in expected?["holds"]?.items ?? [] { try hold(sentence.text ?? "") }
  }

  private mutating func take(step: YAMLNode) throws {
    guard
      let (key, value) = step.pairs?.first(where: { !["with", "refused"].contains($0.key.text) }),
      let login = key.text, let person = people.first(where: { $0.login == login }),
      let deed = value.text
    else { throw Deviation(message: "a step names nobody") }
    let actor = Actor(login: login, person: login, roles: person.roles)
    let command = try command(deed, step["with"], actor)
    let decision = procedure.decide(command, on: snapshot, by: actor)
    if let rule = step["refused"]?.text {
      let refused = decision.refusals.contains { $0.rule == rule || $0.kind.rawValue == rule }
      guard refused else {
        throw Deviation(
          message: "\(login): \(deed) is refused by \(decision.refusals.map(\.rule)), not \(rule)")
      }
    } else if let outcome = decision.outcome {
      snapshot = procedure.evolve(snapshot, outcome)
    } else {
      throw Deviation(
        message: "\(login): \(deed) in \(snapshot.state): \(decision.refusals.map(\.rule))")
    }
  }

  private mutating func command(
    _ deed: String, _ with: YAMLNode?, _ actor: Actor
  ) throws -> Command {
    let words = deed.split(separator: " ").map(String.init)
    if words.count == 3, words[0] == "check" { return .check(name: words[1], result: words[2]) }
    guard let action = procedure.workflow.action(deed) else {
      throw Deviation(message: "no action \(deed)")
    }
    var fields = (with?.pairs ?? []).map {
      Command.FieldEntry($0.key.text ?? "", Self.plain($0.value))
    }
    for fill in action.fill where snapshot.fields[fill.field] == nil {
      guard !fields.contains(where: { $0.name == fill.field }),
        let value = given.last(where: { $0.name == fill.field })?.value
      else { continue }
      fields.append(.init(fill.field, value))
    }
    if snapshot.version == 0 {
      if action.opensCase { return .open(action: deed, fields: fields) }
      let opening = procedure.decide(.open(action: nil, fields: []), on: snapshot, by: actor)
      guard let outcome = opening.outcome else {
        throw Deviation(message: "nobody opens the case: \(opening.refusals.map(\.rule))")
      }
      snapshot = procedure.evolve(snapshot, outcome)
    }
    return .act(action: deed, fields: fields, expect: snapshot.version)
  }

  /// Lets time pass and the clock do what falls due on the way.
  private mutating func wait(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let count = words.first.flatMap({ Int64($0) }), words.count == 2 else {
      throw Deviation(message: "wait \(text)")
    }
    let day: Int64 = 86_400_000_000
    var micros = snapshot.now.microseconds
    switch words[1] {
    case "hour", "hours": micros += count * 3_600_000_000
    case "day", "days": micros += count * day
    default:
      var left = count
      while left > 0 {
        micros += day
        let date = Timestamp(microseconds: micros).flatMap(procedure.calendar.date)
        if date.map(procedure.calendar.isWorkingDay) ?? true { left -= 1 }
      }
    }
    guard let end = Timestamp(microseconds: micros) else { throw Deviation(message: "too late") }
    try runClock(until: end)
    try move(to: end)
  }

  private mutating func runClock(until end: Timestamp) throws {
    for _ in 0..<10 {
      let dues = [snapshot.due?.at].compactMap { $0 } + snapshot.deadlines.map(\.due.at)
      var acted = false
      for due in dues.sorted() where due <= end && !acted {
        try move(to: max(due, snapshot.now))
        for step in procedure.clockSteps(on: snapshot) {
          switch step {
          case .escalate(let role), .escalateDeadline(_, let role): escalations.append(role)
          case .act(let action):
            let clock = Actor(system: .clock)
            let decision = procedure.decide(
              .act(action: action, fields: [], expect: nil), on: snapshot, by: clock)
            guard let outcome = decision.outcome else {
              throw Deviation(message: "clock: \(action): \(decision.refusals.map(\.rule))")
            }
            snapshot = procedure.evolve(snapshot, outcome)
            acted = true
          }
          if acted { break }
        }
      }
      if !acted { return }
    }
  }

  private mutating func move(to now: Timestamp) throws {
    snapshot.now = now
    guard let today = procedure.calendar.date(of: now) else {
      throw Deviation(message: "no day")
    }
    snapshot.today = today
  }

  private func hold(_ source: String) throws {
    let workflow = procedure.workflow
    guard let action = workflow.actions.first else { return }
    let judge = Judge(
      procedure, snapshot, Actor(system: .clock), action, explains: false, leavingOut: [])
    switch CEL.check(source, in: workflow.environment, expecting: .bool) {
    case .success(let sentence):
      let result = sentence.evaluate(judge.makeBindings())
      guard result.isTrue else { throw Deviation(message: "\(source) is \(result)") }
    case .failure(let mistake): throw Deviation(message: "\(source): \(mistake)")
    }
  }

  private static func plain(_ node: YAMLNode) -> PlainValue {
    switch node.content {
    case .scalar(let text, .plain) where text == "true" || text == "false": .bool(text == "true")
    case .scalar(let text, _): .text(text)
    case .sequence(let items): .list(items.map(plain))
    case .mapping(let pairs):
      .object(pairs.map { PlainValue.Member($0.key.text ?? "", plain($0.value)) })
    }
  }

  private static func row(_ node: YAMLNode) -> Row {
    var row = Row()
    for (key, value) in node.pairs ?? [] {
      guard let name = key.text, let text = value.text else { continue }
      if let date = CalendarDate(text) {
        row[name] = .date(date)
      } else if name != "name", name != "union", let number = ExactDecimal(text) {
        row[name] = number.scale == 0 ? .int(Int64(number.unscaled)) : .decimal(number)
      } else {
        row[name] = .string(text)
      }
    }
    return row
  }
}
