internal import CEL
internal import Workflows

/// The rules about the state, the hold and who acts.
extension Judge {
  /// Whether the action is taken from here at all; where it is not, nothing else is judged.
  mutating func judgeState() -> Bool {
    let isNew = snapshot.version == 0
    let fits = action.opensCase ? isNew : !isNew && action.from.contains(snapshot.state)
    note(
      .state, broken: !fits,
      ["state": .text(isNew ? "new" : snapshot.state), "from": .texts(action.from)])
    return fits || !isJudged(.state, nil)
  }

  mutating func judgeHold() {
    note(
      .held, broken: snapshot.hold != nil && !action.whileHeld,
      ["reason": .text(snapshot.hold?.reason ?? "")])
  }

  mutating func judgePersons() {
    guard action.by == .person else {
      role = action.by.rawValue
      note(.role, broken: actor.kind != action.by, ["by": .text(action.by.rawValue)])
      return
    }
    guard actor.kind == .person else {
      note(.role, broken: true, who: action.roles, ["roles": .texts(action.roles)])
      return
    }
    role = action.roles.first(where: actor.roles.contains)
    if !action.roles.isEmpty {
      note(.role, broken: role == nil, who: action.roles, ["roles": .texts(action.roles)])
    }
    if let field = action.only, isWithheld(field) {
      note(undecided(.only, field, ["form.\(field)"]), .only)
    } else if let field = action.only {
      let login = text(of: field)
      note(.only, field, broken: login != actor.login, who: login.map { [$0] } ?? [])
    }
    let roles = action.allRoles
    note(.applicant, broken: actor.isApplicant, who: roles)
    if action.unrelated { note(.unrelated, broken: actor.isRelated, who: roles) }
    for predecessor in action.distinctFrom {
      note(
        .distinctFrom, predecessor.description, broken: hasDone(predecessor), who: roles)
    }
  }

  /// Whether the person ever did it, in any round; a vote taken back was still given.
  private func hasDone(_ predecessor: Workflow.Predecessor) -> Bool {
    snapshot.entries.contains { entry in
      guard actor.hasMade(entry) else { return false }
      return switch predecessor {
      case .open: entry.kind == "open" || hasFilled(entry) { $0.opensCase }
      case .action(let name): entry.isDoing(name) || hasFilled(entry) { $0.name == name }
      case .check(let name): entry.check == name
      }
    }
  }

  /// Whether the entry corrects a field that such an action fills: what a correction puts there is its
  /// person's own.
  private func hasFilled(
    _ entry: CaseEntry, _ isMeant: (Workflow.Action) -> Bool
  ) -> Bool {
    guard let field = entry.field else { return false }
    return workflow.actions.contains { isMeant($0) && $0.fill.contains { $0.field == field } }
  }

  /// One vote a person a visit; a vote for another amount or payee is void, and so are all when this
  /// one changes what they filled.
  mutating func judgeVotes() {
    guard action.isSigned else { return }
    if overwritesWithheld, !snapshot.standingVotes(for: action.name).isEmpty {
      note(undecided(.voted, nil, written.map { "form.\($0)" }), .voted)
    }
    let now = filled(fields)
    let standing =
      filled(snapshot.fields) != now
      ? []
      : snapshot.standingVotes(for: action.name).filter { $0.signed == signed && $0.filled == now }
    votes.have = standing.count + 1
    votedRoles = standing.compactMap(\.role)
    note(
      .voted, broken: standing.contains(where: actor.hasMade), who: action.allRoles)
  }

  /// What the action's `fill` says in a form; nil where it fills nothing.
  func filled(_ form: Row) -> SignedContent? {
    action.fill.isEmpty ? nil : SignedContent(of: form, names: action.fill.map(\.field))
  }

  mutating func judgeFrequency() {
    guard let limit = action.atMost else { return }
    let count = snapshot.entries.count { $0.isDoing(action.name) && !$0.isRecalled }
    note(.atMost, broken: count >= limit, ["at_most": .integer(limit), "count": .integer(count)])
  }

  /// `after`: counted from entering the state; where the calendar cannot say, it stays closed.
  mutating func judgeOpening() {
    guard let period = action.after else { return }
    let opens =
      snapshot.opens[action.name]
      ?? procedure.calendar.due(after: snapshot.enteredAt, within: period)?.instant
    let isOpen = opens.map { snapshot.now >= $0 } ?? false
    note(.after, broken: !isOpen, ["opens": opens.map { .text($0.description) } ?? .null])
  }

  /// People sign what they saw.
  mutating func judgeExpectation(_ expect: Int64?) {
    guard action.by == .person, !action.opensCase else { return }
    guard action.needsExpectedVersion || expect != nil else { return }
    // A note is no reason to look again, nor that somebody read the case.
    let isPassed = expect.map { expected in
      expected > snapshot.version
        || snapshot.entries.contains {
          $0.sequence > expected && !["note", "break_glass"].contains($0.kind)
        }
    }
    note(
      .expect, broken: isPassed ?? true,
      [
        "version": .integer(snapshot.version), "expected": expect.map { .integer($0) } ?? .null,
      ])
  }

  private func text(of field: String) -> String? {
    if case .string(let text)? = snapshot.fields[field] { text } else { nil }
  }
}

extension CaseSnapshot {
  /// The votes of the present visit for an action that has not taken effect since.
  func standingVotes(for action: String) -> [CaseEntry] {
    castVotes(for: action).filter { $0.signed != nil }
  }

  /// The same with those that are void, because what they signed was changed.
  func castVotes(for action: String) -> [CaseEntry] {
    let here = entries.filter { $0.visit == visit && $0.kind == action }
    let begin = here.lastIndex(where: \.isEffective).map { $0 + 1 } ?? here.startIndex
    return here[begin...].filter { !$0.isRecalled }
  }
}

extension Workflow.Action {
  /// Its roles with those of its bands, each once, in the file's order.
  var allRoles: [String] {
    var seen: [String] = []
    for role in roles + (tiers?.bands.flatMap(\.roles) ?? []) where !seen.contains(role) {
      seen.append(role)
    }
    return seen
  }
}
