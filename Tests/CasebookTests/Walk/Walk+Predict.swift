import CEL
import Casebook
import Engine
import Workflows

extension Walk {
  func actor(_ login: String, _ target: WalkCase) -> Actor {
    let applicant = world.applicants[target.applicant]
    var actor = Actor(
      login: login, person: world.people[login]?.id ?? "",
      roles: world.roles(of: login, in: target.workflow.name, unit: target.unit),
      isApplicant: applicant.own.contains(login), isRelated: applicant.related.contains(login),
      readsContent: target.shadow.version > 0 && visibility(login, target) == .full)
    actor.standsFor = (world.people[login]?.loans ?? []).map { loan in
      let lender = "w_\(loan.lender)"
      return Actor.Principal(
        login: lender, person: world.people[lender]?.id ?? "", role: loan.role,
        isApplicant: applicant.own.contains(lender), isRelated: applicant.related.contains(lender))
    }
    return actor
  }

  func visibility(_ login: String, _ target: WalkCase) -> Visibility {
    Visibility.of(
      login,
      roles: world.roles(of: login, in: target.workflow.name, unit: target.unit)
        + (world.people[login]?.loans.map(\.role) ?? []),
      tier: target.workflow.confidentiality, assigned: target.assigned)
  }

  /// Brings what changes around a case up to date: the time, the funds, the other cases.
  func refreshFacts(_ target: WalkCase) throws {
    let last = target.shadow.entries.last?.at.microseconds ?? 0
    let time = max(world.now, target.shadow.version == 0 ? 0 : last + 1)
    guard let now = Timestamp(microseconds: time),
      let today = target.procedure.calendar.date(of: now)
    else { throw WalkDifference("no such time: \(time)") }
    target.shadow.now = now
    target.shadow.today = today
    let year = Int(today.description.prefix(4)) ?? 0
    target.shadow.funds = money.funds(in: year)
    target.shadow.returns = [:]
    for lot in target.lots where lot.year == year {
      target.shadow.returns[lot.fund] = Amount(minorUnits: lot.reserved + lot.committed)
    }
    target.shadow.lookups = lookups(target)
  }

  private func lookups(_ target: WalkCase) -> CEL.Row {
    let others = cases.filter {
      $0.number != target.number && $0.workflow.name == target.workflow.name
    }
    let own = (others + [target]).filter { $0.applicant == target.applicant }
    let since = world.now - 31_536_000_000_000
    let paid = own.flatMap(\.paid).filter { $0.at > since }.reduce(0) { $0 + $1.amount }
    var row: CEL.Row = [
      "open_cases": .int(
        Int64(own.count { $0.number != target.number && !$0.isFinal })),
      "opposing_cases": .int(
        Int64(
          others.count {
            $0.opponent != nil && $0.opponent == target.applicantName
              || target.opponent != nil && $0.applicantName == target.opponent
          })),
    ]
    row["paid_last_12_months"] = Amount(minorUnits: paid).value
    return row
  }

  /// What the engine says, and what the walk knows of the database's edge: who may see the case,
  /// and what it does not understand.
  func predict(
    _ deed: WalkDeed, on snapshot: CaseSnapshot, by actor: Actor, _ target: WalkCase,
    _ seen: Visibility
  ) -> WalkVerdict {
    if seen == .none || seen == .code { return .absent }
    var snapshot = snapshot
    snapshot.elsewhere = elsewhere(target, deed, snapshot)
    let workflow = target.workflow
    let checks = workflow.state(snapshot.state)?.checks.map(\.name) ?? []
    switch deed {
    case .open(_, _, let action, let fields):
      return decided(.open(action: action, fields: fields), snapshot, actor, target)
    case .act(let name, let fields, let expect):
      if workflow.action(name) == nil { return .misunderstood }
      if let expect, hasMovedOn(snapshot, since: expect) { return .conflict }
      return decided(.act(action: name, fields: fields, expect: expect), snapshot, actor, target)
    case .check(let name, let result, let reason):
      if !checks.contains(name) || !["pass", "fail", "waived"].contains(result)
        || result != "pass" && (reason ?? "").isEmpty
      {
        return .misunderstood
      }
      return decided(.check(name: name, result: result), snapshot, actor, target)
    case .hold(let reason, let until):
      let date = until.flatMap { CalendarDate($0) }
      if workflow.hold?.reasons.contains(where: { $0.name == reason }) != true
        || date.map({ $0 < snapshot.today }) == true
      {
        return .misunderstood
      }
      return decided(.hold(reason: reason, until: date), snapshot, actor, target)
    case .resume: return decided(.resume, snapshot, actor, target)
    case .recall(let action): return decided(.recall(action: action), snapshot, actor, target)
    case .correct(let field, let value):
      if workflow.field(field) == nil { return .misunderstood }
      return decided(.correct(field: field, value: value), snapshot, actor, target)
    case .note, .attach, .waive: return filed(deed, snapshot, actor, target)
    }
  }

  /// A note is no reason to look again.
  private func hasMovedOn(_ snapshot: CaseSnapshot, since version: Int64) -> Bool {
    version > snapshot.version
      || snapshot.entries.contains { $0.sequence > version && $0.kind != "note" }
  }

  private func decided(
    _ command: Command, _ snapshot: CaseSnapshot, _ actor: Actor, _ target: WalkCase
  ) -> WalkVerdict {
    switch target.procedure.decide(command, on: snapshot, by: actor) {
    case .refused(let refusals): return .refused(refusals.map { WalkRule($0) })
    case .accepted(let outcome):
      return .done(
        WalkChange(
          outcome: outcome, next: target.procedure.evolve(snapshot, outcome),
          restarts: command != .resume))
    }
  }

  /// Notes and documents: the engine knows what they leave, not the deeds.
  private func filed(
    _ deed: WalkDeed, _ snapshot: CaseSnapshot, _ actor: Actor, _ target: WalkCase
  ) -> WalkVerdict {
    let workflow = target.workflow
    var next = snapshot
    var roles = Set(workflow.actions.flatMap(Self.roles))
    roles.formUnion(workflow.states.flatMap(\.checks).map(\.role))
    roles.formUnion(workflow.hold?.roles ?? [])
    switch deed {
    case .attach(let name, let issued):
      let date = issued.flatMap { CalendarDate($0) }
      guard workflow.document(name) != nil, date.map({ $0 <= snapshot.today }) ?? true else {
        return .misunderstood
      }
      next.documents[name] = CaseSnapshot.CaseDocument(issuedOn: date)
      if !actor.readsContent {
        roles = Set(
          workflow.actions.filter { $0.from.contains(snapshot.state) }.flatMap(Self.roles))
      }
    case .waive(let name, let reason):
      guard workflow.document(name) != nil, !reason.isEmpty else { return .misunderstood }
      let signing = workflow.actions.filter { $0.tiers != nil || $0.people > 1 }
      roles = actor.readsContent ? Set(signing.flatMap(Self.roles)) : []
      var document =
        snapshot.documents[name] ?? CaseSnapshot.CaseDocument(isReceived: false)
      document.isWaived = true
      next.documents[name] = document
    case .note(let text):
      if text.isEmpty || text.unicodeScalars.count > 20_000 { return .misunderstood }
      if !actor.readsContent { roles = [] }
    default: return .absent
    }
    if target.isFinal, deed.name != "note" { return .refused([WalkRule("state")]) }
    var role = roles.sorted().first(where: actor.roles.contains)
    let lender = role == nil ? actor.standsFor.first { roles.contains($0.role) } : nil
    role = role ?? lender?.role
    var refused: [WalkRule] = []
    if role == nil { refused.append(WalkRule("role")) }
    if role != nil, actor.isApplicant || lender?.isApplicant == true {
      refused.append(WalkRule("applicant"))
    }
    guard refused.isEmpty else { return .refused(refused) }
    add(deed.name, role, actor.person, for: lender?.person, actor.login, to: &next)
    return .done(WalkChange(next: next))
  }

  /// An entry that is no action.
  func add(
    _ kind: String, _ role: String?, _ person: String, for principal: String? = nil,
    _ login: String,
    to snapshot: inout CaseSnapshot
  ) {
    snapshot.version += 1
    snapshot.entries.append(
      CaseEntry(
        sequence: snapshot.version, kind: kind, person: person, principal: principal, login: login,
        role: role,
        visit: snapshot.visit, at: snapshot.now, from: snapshot.state, to: snapshot.state))
  }

  static func roles(_ action: Workflow.Action) -> [String] {
    action.roles + (action.tiers?.bands.flatMap(\.roles) ?? [])
  }
}
