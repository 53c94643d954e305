/// Who can have done what: the deeds that bear on one action, and the people for each.
///
/// One person can do the same deed in every round, so one set of people a deed is enough: if any
/// people make a way possible, such people do.
struct Duties {
  /// What was done on a way: the deeds, and which came after which other that bars its people.
  struct Done: Hashable {
    var deeds: UInt64 = 0
    var pairs: Set<Pair> = []
  }

  /// A deed that somebody else had to do than an earlier one.
  struct Pair: Hashable {
    var deed: Int
    var other: Int
  }

  private struct Deed {
    var predecessor: Workflow.Predecessor
    /// For each person who takes part, who that can be; by band where there are tiers.
    var slots: [[Set<Int>]]
  }

  private let workflow: Workflow
  private var deeds: [Deed] = []
  private var barred: [Int: [Int]] = [:]
  private let own: Int
  /// What was done when a case was opened without an action.
  private(set) var start = Done()

  init(_ workflow: Workflow, _ staff: Staff, for action: Workflow.Action) {
    self.workflow = workflow
    // The action, what bars its people, what bars theirs, and so on.
    var found: [Workflow.Predecessor] = [.action(action.name)]
    var index = 0
    while index < found.count {
      if case .action(let name) = found[index], let deed = workflow.action(name) {
        for other in deed.distinctFrom where !found.contains(other) && found.count < 60 {
          found.append(other)
        }
      }
      index += 1
    }
    own = 0
    deeds = found.map { Deed(predecessor: $0, slots: Self.slots(of: $0, workflow, staff)) }
    for (index, predecessor) in found.enumerated() {
      guard case .action(let name) = predecessor, let deed = workflow.action(name) else { continue }
      barred[index] = deed.distinctFrom.compactMap { found.firstIndex(of: $0) }
    }
    if workflow.openingActions.isEmpty, let open = found.firstIndex(of: .open) {
      start.deeds = 1 << UInt64(open)
    }
  }

  /// What it takes to follow one action.
  var cost: Int { 1 + deeds.count / 4 }

  /// Whether somebody has the roles of every deed.
  var isStaffed: Bool {
    deeds.allSatisfy { deed in deed.slots.contains { band in band.allSatisfy { !$0.isEmpty } } }
  }

  /// The people of each part of a deed, by band.
  private static func slots(
    of predecessor: Workflow.Predecessor, _ workflow: Workflow, _ staff: Staff
  ) -> [[Set<Int>]] {
    switch predecessor {
    case .open:
      let openings = workflow.openingActions
      let roles =
        openings.isEmpty
        ? workflow.actions.filter { $0.from.contains(workflow.start) }.flatMap(\.roles)
        : openings.flatMap(\.roles)
      return [[staff.members(of: roles)]]
    case .check(let name):
      let roles = workflow.states.flatMap(\.checks).filter { $0.name == name }.map(\.role)
      return [[staff.members(of: roles)]]
    case .action(let name):
      guard let action = workflow.action(name), action.by == .person else { return [[]] }
      guard let tiers = action.tiers else {
        var members = staff.members(of: action.roles)
        if let only = action.only, case .staff(let role)? = workflow.field(only)?.type {
          members.formIntersection(staff.members(of: [role]))
        }
        return [Array(repeating: members, count: action.people)]
      }
      return tiers.bands.map { slots(of: $0, staff) }
    }
  }

  private static func slots(of band: Workflow.Band, _ staff: Staff) -> [Set<Int>] {
    band.each
      ? band.roles.map { staff.members(of: [$0]) }
      : Array(repeating: staff.members(of: band.roles), count: band.people)
  }

  /// What was done after an action was taken, too.
  func done(
    _ before: Done, _ action: Workflow.Action, leaving state: String?, to target: String
  ) -> Done {
    var done = before
    // Whoever leaves a state has its checks behind them.
    for (index, deed) in deeds.enumerated() {
      guard case .check(let name) = deed.predecessor else { continue }
      let checks = state.flatMap(workflow.state)?.checks ?? []
      if checks.contains(where: { $0.name == name }) { add(index, to: &done) }
    }
    for (index, deed) in deeds.enumerated() {
      switch deed.predecessor {
      case .action(let name) where name == action.name: add(index, to: &done)
      case .open where action.opensCase: add(index, to: &done)
      default: continue
      }
    }
    return done
  }

  private func add(_ index: Int, to done: inout Done) {
    for other in barred[index] ?? []
    where other != index && done.deeds & (1 << UInt64(other)) != 0 {
      done.pairs.insert(Pair(deed: index, other: other))
    }
    done.deeds |= 1 << UInt64(index)
  }

  /// Whether there are people who can have done all that, the action itself in one of its bands; nil
  /// when it takes too long to say.
  func canBeMet(_ done: Done, _ band: Workflow.Band?, _ effort: Effort) -> Bool? {
    let present = deeds.indices.filter { done.deeds & (1 << UInt64($0)) != 0 }
    let ownBand = band.flatMap { band in
      workflowBands.firstIndex { $0.location == band.location }
    }
    // Earlier deeds may have been in any band: all of them must leave somebody.
    var variants: [[Int: Int]] = [[own: ownBand ?? 0]]
    for index in present where index != own && deeds[index].slots.count > 1 {
      variants = variants.flatMap { variant in
        deeds[index].slots.indices.filter { band in
          deeds[index].slots[band].allSatisfy { !$0.isEmpty }
        }.map { variant.merging([index: $0]) { _, new in new } }
      }
      if variants.count > 64 { return nil }
    }
    for variant in variants {
      var search = PeopleSearch(
        slots: present.flatMap { index in
          deeds[index].slots[variant[index] ?? 0].map { (deed: index, people: $0) }
        }, pairs: done.pairs)
      defer { _ = effort.spend(search.work / 2) }
      guard let isMet = search.run() else { return nil }
      if !isMet { return false }
    }
    return true
  }

  private var workflowBands: [Workflow.Band] {
    guard case .action(let name) = deeds[own].predecessor else { return [] }
    return workflow.action(name)?.tiers?.bands ?? []
  }
}

/// Looks for one person for every part of every deed.
private struct PeopleSearch {
  private let slots: [(deed: Int, people: Set<Int>)]
  private let pairs: Set<Duties.Pair>
  private var chosen: [Int] = []
  private(set) var work = 0

  init(slots: [(deed: Int, people: Set<Int>)], pairs: Set<Duties.Pair>) {
    // Who has the least choice comes first.
    self.slots = slots.sorted { ($0.people.count, $0.deed) < ($1.people.count, $1.deed) }
    self.pairs = pairs
  }

  /// Whether there are such people; nil when it takes too long.
  mutating func run() -> Bool? {
    work += 1
    guard work < 20_000 else { return nil }
    guard chosen.count < slots.count else { return true }
    let slot = slots[chosen.count]
    for person in slot.people.sorted() where fits(person, slot.deed) {
      chosen.append(person)
      let result = run()
      chosen.removeLast()
      if result != false { return result }
    }
    return false
  }

  /// Nobody votes twice on one deed, and nobody does what an earlier deed of theirs bars.
  private func fits(_ person: Int, _ deed: Int) -> Bool {
    zip(slots, chosen).allSatisfy { slot, other in
      if other != person { return true }
      return slot.deed != deed
        && !pairs.contains(Duties.Pair(deed: deed, other: slot.deed))
        && !pairs.contains(Duties.Pair(deed: slot.deed, other: deed))
    }
  }
}
