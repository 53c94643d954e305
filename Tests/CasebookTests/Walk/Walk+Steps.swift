import CEL
import Casebook
import Engine
import History
import Workflows

extension Walk {
  func run(_ steps: Int) throws {
    try endow()
    try playScript()
    while step < steps {
      step += 1
      world.now += Int64(dice.number(1...900)) * 1_000_000 + Int64(dice.number(0...999_999))
      do {
        try takeStep()
      } catch {
        throw WalkDifference("step \(step): \(error)\n\(reproduction)")
      }
    }
  }

  private var reproduction: String {
    guard let target = touched else { return "" }
    let name = "\(target.workflow.name) \(target.number) of applicant#\(target.applicant)"
    return "reproduction, \(name):\n" + target.log.suffix(40).joined(separator: "\n")
  }

  /// Two funds with little money; a third belongs to the odd jobs.
  private func endow() throws {
    let fang = try world.session("w_fang")
    for fund in ["hardship", "legal", "odd"] {
      _ = try fang.addFund(code: fund, label: .object([]), currency: "CNY", request: .random())
      try allot(fund, "20000.00")
    }
  }

  /// Proposed by one and confirmed by another, as every allotment.
  func allot(_ fund: String, _ amount: String) throws {
    guard let minor = Amount(amount)?.minorUnits else { return }
    let proposal = try world.session("w_fang").allot(
      fund: fund, year: year, amount: amount, reason: "budget", request: .random())
    _ = try world.session("w_qian").decide(
      proposal: proposal.number, approve: true, reason: nil, request: .random())
    money.allot(fund, year, minor)
  }

  private func takeStep() throws {
    if let next = queue.popLast() {
      touched = next.target
      return try perform(next.login, next.deed, on: next.target)
    }
    let live = cases.filter { !$0.isFinal }
    switch dice.number(0...999) {
    case ..<45: try moveClock()
    case ..<78: try allot(dice.pick(["hardship", "legal", "odd"]) ?? "odd", "3000.00")
    case ..<88: try repeatLast()
    case ..<130 where live.count < 11: try openCase()
    default:
      let pool = dice.chance(96) || live.isEmpty ? live : cases
      let inFocus = focus.flatMap { $0.isFinal || dice.chance(3) ? nil : $0 }
      focus = inFocus ?? dice.pick(live)
      let other = dice.chance(25) ? dice.pick(pool) : nil
      guard let target = other ?? focus else { return try openCase() }
      touched = target
      if dice.chance(60), try playBank(target) { return }
      try refreshFacts(target)
      let (login, deed) = choose(target)
      try perform(login, deed, on: target)
    }
  }

  private func openCase() throws {
    let names = WalkWorld.workflows
    guard let name = dice.pick(names + ["hardship_grant", "hardship_grant", "batch_payment"]),
      let procedure = world.procedures[name], let now = Timestamp(microseconds: world.now),
      let today = procedure.calendar.date(of: now)
    else { return }
    let applicant = dice.number(0...(world.applicants.count - 1))
    let target = unopened(procedure, applicant: applicant, now, today)
    touched = target
    let opening = dice.pick(procedure.workflow.openingActions)
    let fields = opening.map { self.fields($0, target) } ?? []
    let login = person(opening.map(Self.roles) ?? startRoles(procedure.workflow), opening, target)
    let deed = WalkDeed.open(
      workflow: name, applicant: applicant,
      action: procedure.workflow.openingActions.count == 1 && dice.chance(50)
        ? nil : opening?.name, fields: fields)
    target.log.append("\(world.now) \(login): \(deed)")
    try open(login, deed, target)
  }

  /// A case of which only the applicant is known.
  func unopened(
    _ procedure: Procedure, applicant: Int, _ now: Timestamp, _ today: CalendarDate
  ) -> WalkCase {
    let unit = world.applicants[applicant].unit
    var fresh = CaseSnapshot(state: procedure.workflow.start, now: now, today: today)
    fresh.applicant = world.applicants[applicant].row
    fresh.staff = world.staff(in: procedure.workflow.name, unit: unit)
    return WalkCase("", procedure, applicant: applicant, unit: unit, fresh)
  }

  private func startRoles(_ workflow: Workflow) -> [String] {
    workflow.actions.filter { $0.from.contains(workflow.start) }.flatMap(Self.roles)
  }

  private func choose(_ target: WalkCase) -> (String, WalkDeed) {
    if target.shadow.hold != nil, dice.chance(50) {
      return (person(target.workflow.hold?.roles ?? [], nil, target), .resume)
    }
    return switch dice.number(0...99) {
    case ..<70: guided(target)
    case ..<78: any(target)
    case ..<81: checking(target)
    case ..<84: attaching(target)
    case ..<86:
      (
        anybody(),
        .waive(
          dice.pick(target.workflow.documents)?.name ?? "x", reason: dice.chance(90) ? "known" : "")
      )
    case ..<89: holding(target)
    case ..<90: (person(target.workflow.hold?.roles ?? [], nil, target), .resume)
    case ..<95: correcting(target)
    case ..<98:
      (voter(target), .recall(voted(target) ?? dice.pick(target.workflow.actions)?.name ?? "x"))
    default: (anybody(), .note(dice.chance(90) ? "called" : ""))
    }
  }

  private func anybody() -> String { dice.pick(WalkPerson.all)?.login ?? "w_li" }

  /// Somebody with one of the roles, mostly; the one whom a staff field names, if the action asks.
  private func person(_ roles: [String], _ action: Workflow.Action?, _ target: WalkCase) -> String {
    if dice.chance(4) { return anybody() }
    if let field = action?.only, case .string(let login)? = target.shadow.fields[field],
      world.people[login] != nil, dice.chance(85)
    {
      return login
    }
    let able = WalkPerson.all.filter { person in
      (person.grants.map(\.role) + person.loans.map(\.role)).contains(where: roles.contains)
    }
    return dice.pick(able)?.login ?? anybody()
  }

  private func voted(_ target: WalkCase) -> String? {
    target.shadow.entries.last { entry in
      target.workflow.action(entry.kind).map { $0.tiers != nil || $0.people > 1 } == true
    }?.kind
  }

  private func voter(_ target: WalkCase) -> String {
    let kind = voted(target)
    let login = target.shadow.entries.last { $0.kind == kind }?.login
    return login.flatMap { world.people[$0] == nil || dice.chance(20) ? nil : $0 } ?? anybody()
  }

  /// Candidates until the engine takes one; what is missing on the way is brought first.
  private func guided(_ target: WalkCase) -> (String, WalkDeed) {
    let actions = target.workflow.actions.filter {
      $0.by == .person && $0.from.contains(target.shadow.state)
    }
    var chosen: (String, WalkDeed) = (anybody(), .note("nothing to do"))
    for _ in 0..<14 {
      guard let action = dice.pick(actions) else { return any(target) }
      // Leaving early is an end: seldom, so that cases come far.
      let ends = action.targets.allSatisfy { target.workflow.state($0.state)?.isFinal == true }
      if ends, dice.chance(85), actions.count > 1 { continue }
      let login = person(Self.roles(action), action, target)
      let deed = WalkDeed.act(
        action.name, fields: fields(action, target), expect: expect(action, target))
      chosen = (login, deed)
      let verdict = predict(
        deed, on: target.shadow, by: actor(login, target), target, visibility(login, target))
      if case .done = verdict { return chosen }
      if case .refused(let rules) = verdict { prepare(rules, action, target) }
      if let next = queue.last, dice.chance(85) {
        queue.removeLast()
        return (next.login, next.deed)
      }
    }
    return chosen
  }

  private func prepare(_ rules: [WalkRule], _ action: Workflow.Action, _ target: WalkCase) {
    guard queue.isEmpty, dice.chance(80) else { return }
    let kinds = Set(rules.map(\.kind))
    if kinds.isSubset(of: ["document", "when"]) {
      let people = Self.roles(action)
      for rule in rules where rule.kind == "document" {
        let deed = WalkDeed.attach(
          rule.reference ?? "", issuedOn: target.shadow.today.description)
        queue.append((person(people, nil, target), deed, target))
      }
    }
    if kinds.contains("when") {
      let checks = target.workflow.state(target.shadow.state)?.checks ?? []
      for check in checks
      where target.shadow.checks.contains(where: { $0.name == check.name && $0.result == "open" }) {
        let deed = WalkDeed.check(check.name, result: "pass", reason: nil)
        queue.append((person([check.role], nil, target), deed, target))
      }
    }
    if kinds.contains("after"), dice.chance(40) { world.now += 3 * 86_400_000_000 }
  }

  /// Any action at all, mostly of those of the state, by anybody.
  private func any(_ target: WalkCase) -> (String, WalkDeed) {
    let here = target.workflow.actions.filter { $0.from.contains(target.shadow.state) }
    guard let action = dice.pick(dice.chance(60) && !here.isEmpty ? here : target.workflow.actions)
    else { return (anybody(), .resume) }
    let login = dice.chance(50) ? anybody() : person(Self.roles(action), action, target)
    let name = dice.chance(2) ? "no_such_action" : action.name
    return (
      login,
      .act(name, fields: fields(action, target), expect: expect(action, target))
    )
  }

  private func expect(_ action: Workflow.Action, _ target: WalkCase) -> Int64? {
    let version = target.shadow.version
    if dice.chance(3) { return version - 1 }
    if action.needsExpectedVersion { return dice.chance(93) ? version : nil }
    return dice.chance(20) ? version : nil
  }

  /// What an action fills: mostly all that it should, sometimes too little, too much or wrong.
  func fields(_ action: Workflow.Action, _ target: WalkCase) -> [Command.FieldEntry] {
    var entries: [Command.FieldEntry] = []
    let breaks = dice.chance(9)
    for fill in action.fill {
      guard let field = target.workflow.field(fill.field) else { continue }
      if dice.chance(fill.need == .always ? 1 : 20) { continue }
      let isWrong = breaks && dice.chance(40)
      let value =
        isWrong
        ? values.broken(field, target.shadow) : values.plausible(field, target.shadow)
      entries.append(Command.FieldEntry(fill.field, value))
    }
    if dice.chance(3) {
      let stray = dice.pick(target.workflow.fields)?.name ?? "x"
      if !entries.contains(where: { $0.name == stray }) {
        entries.append(Command.FieldEntry(stray, "x"))
      }
      if dice.chance(50) { entries.append(Command.FieldEntry("no_such_field", .bool(true))) }
    }
    return entries
  }

  private func checking(_ target: WalkCase) -> (String, WalkDeed) {
    let here = target.workflow.state(target.shadow.state)?.checks ?? []
    let all = target.workflow.states.flatMap(\.checks)
    let check = dice.pick(here.isEmpty || dice.chance(5) ? all : here)
    let result = dice.pick(["pass", "pass", "pass", "fail", "waived", "maybe"]) ?? "pass"
    return (
      person(check.map { [$0.role] } ?? [], nil, target),
      .check(check?.name ?? "x", result: result, reason: dice.chance(80) ? "seen" : nil)
    )
  }

  private func attach(_ name: String, _ target: WalkCase) -> WalkDeed {
    let back = dice.pick([0, 0, 1, 1, 3, 5, 40, 100, 200, -1]) ?? 0
    let issued = CalendarDate(days: target.shadow.today.days - back)?.description
    return .attach(name, issuedOn: dice.chance(90) ? issued : nil)
  }

  private func attaching(_ target: WalkCase) -> (String, WalkDeed) {
    let name = dice.chance(3) ? "no_such" : dice.pick(target.workflow.documents)?.name ?? "x"
    return (person(target.workflow.roles.map(\.name), nil, target), attach(name, target))
  }

  private func holding(_ target: WalkCase) -> (String, WalkDeed) {
    let reason = dice.pick(target.workflow.hold?.reasons ?? [])?.name ?? "no_reason"
    let days = target.shadow.today.days + dice.number(-1...30)
    return (
      person(target.workflow.hold?.roles ?? [], nil, target),
      .hold(
        dice.chance(5) ? "no_reason" : reason,
        until: dice.chance(50) ? CalendarDate(days: days)?.description : nil)
    )
  }

  private func correcting(_ target: WalkCase) -> (String, WalkDeed) {
    let filled = target.workflow.fields.filter { target.shadow.fields[$0.name] != nil }
    let signed = filled.filter(\.isSigned)
    guard
      let field = dice.pick(
        filled.isEmpty || dice.chance(5)
          ? target.workflow.fields : !signed.isEmpty && dice.chance(40) ? signed : filled)
    else { return (anybody(), .correct("no_such_field", "x")) }
    let roles = target.workflow.actions.filter { action in
      action.fill.contains { $0.field == field.name }
    }.flatMap(Self.roles)
    let value =
      dice.chance(20)
      ? values.broken(field, target.shadow) : values.plausible(field, target.shadow)
    return (person(roles, nil, target), .correct(field.name, value))
  }
}
