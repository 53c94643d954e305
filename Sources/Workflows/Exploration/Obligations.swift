internal import CEL

/// Proves that a claim holds whenever a case is in a state, backwards from there.
///
/// What must hold in a state must hold after every step into it. A step's own conditions may make
/// sure of that; else what has to hold before the step (the weakest precondition, or something
/// stronger where fields are filled) is asked of the state it comes from. When no question is left
/// open, every claim asked is true of every case, by induction over the steps of a path: an
/// inductive invariant.
///
/// A number that is not there makes no claim false: that a field is there is a claim of its own.
final class Obligations {
  enum Outcome {
    case proved
    /// Nothing makes sure of the claim at the last step but one of these moves, the way there first.
    case open(Gap)
    case tooLarge
  }

  /// Where a proof has its gap.
  struct Gap {
    /// A path that ends where the claim matters.
    var path: [Explorer.Step]
    /// The place in `path` of the step that nothing follows from.
    var step: Int
    /// What has to hold after that step.
    var missing: Claim
    /// Whether what was asked is more than what has to be, so that the path may be harmless.
    var isStronger: Bool
    /// The part of a rule that is not understood and that it depends on.
    var unknownPart: String?
  }

  private struct Goal: Hashable {
    var state: Int
    var claim: Claim
  }

  private struct Asked {
    var goal: Goal
    /// The goal that led to it; nil for the first.
    var parent: Int?
    /// The step from this goal's state to the parent's; nil for the first.
    var step: Explorer.Step?
    var isStronger: Bool
  }

  let model: ProcedureModel
  private let budget: ProofBudget
  private(set) var builder: ClaimBuilder
  /// What each part of a rule that is taken as a whole reads.
  private var wholeReads: [String: Set<String>] = [:]
  var transitions: [Int: Transition] = [:]
  private let entering: [[(move: Int, isVote: Bool)]]
  private let ways: [[Int]?]

  /// A chain of claims that is longer does not end by itself.
  private static let mostGoals = 400

  init(_ model: ProcedureModel, _ bounds: Bounds, _ budget: ProofBudget) {
    self.model = model
    self.budget = budget
    builder = bounds.builder
    ways = model.shortestWays()
    var entering = [[(move: Int, isVote: Bool)]](
      repeating: [], count: model.workflow.states.count)
    for (index, move) in model.moves.enumerated() {
      if case .check = move.deed { continue }
      entering[move.to].append((index, false))
      if let from = move.from, let action = model.action(of: move), action.mostPeople > 1 {
        entering[from].append((index, true))
      }
    }
    self.entering = entering
  }

  // MARK: Building claims

  /// When a rule is true and when it is false.
  func truth(of rule: Guard) -> Truth {
    let truth = builder.truth(of: rule.expression)
    learn([truth.yes, truth.no], rule)
    return truth
  }

  func terms(of rule: Guard) -> [(when: Claim, term: LinearTerm)]? {
    let cases = builder.terms(rule.expression.root, rule.expression.source)
    learn((cases ?? []).flatMap { [$0.when, $0.term.notPositive()] }, rule)
    return cases
  }

  func note(_ path: String, _ type: CELType) {
    guard builder.values[path] == nil, let kind = NumberKind(type) else { return }
    setDomain(path, .number(least: 0, most: kind.range.upperBound, kind))
  }

  func setDomain(_ path: String, _ domain: ValueDomain) { builder.value(at: path, domain) }

  /// Lets a new name stand for the same values as `path`.
  func copyDomain(of path: String, to name: String) {
    if builder.values[name] == nil, let domain = builder.values[path] {
      builder.value(at: name, domain)
    }
  }

  /// Looks for values under which all claims hold.
  func solve(_ claims: [Claim]) -> ClaimSolver.Outcome {
    guard budget.ask() else { return .unknown(nil) }
    var solver = ClaimSolver(builder)
    return solver.solve(claims)
  }

  private func learn(_ claims: [Claim], _ rule: Guard) {
    var paths: Set<String> = []
    for claim in claims { claim.collectPaths(&paths) }
    for path in paths where builder.values[path] == nil || builder.opaque.contains(path) {
      guard !rule.expression.reads.contains(path) else { continue }
      wholeReads[path, default: []].formUnion(rule.expression.reads)
    }
  }

  // MARK: Proving

  /// Whether `claim` holds whenever a case is in one of `states`.
  func prove(_ claim: Claim, at states: [Int]) -> Outcome {
    var asked: [Asked] = []
    var known: Set<Goal> = []
    func ask(
      _ claim: Claim, _ state: Int, _ parent: Int?, _ step: Explorer.Step?, _ isStronger: Bool
    ) {
      switch claim {
      case .constant(true): return
      case .all(let parts): for part in parts { ask(part, state, parent, step, isStronger) }
      default:
        let goal = Goal(state: state, claim: claim)
        guard known.insert(goal).inserted else { return }
        asked.append(Asked(goal: goal, parent: parent, step: step, isStronger: isStronger))
      }
    }
    for state in states { ask(claim, state, nil, nil, false) }
    var gaps: [Gap] = []
    var next = 0
    while next < asked.count {
      let current = asked[next]
      for (move, isVote) in entering[current.goal.state] {
        let from = model.moves[move].from
        // What is never reached happens to no case.
        if let from, ways[from] == nil { continue }
        let step = Explorer.Step(move: move, who: isVote ? .person : .others, isVote: isVote)
        switch settle(current.goal.claim, transition(move, isVote: isVote)) {
        case .settled: continue
        case .before(let claim, let isStronger):
          guard let from else { continue }
          ask(claim, from, next, step, current.isStronger || isStronger)
        case .open(let part):
          gaps.append(gap(asked, next, step, from, part))
        }
      }
      guard asked.count <= Self.mostGoals, !budget.isSpent else { break }
      next += 1
    }
    if let shortest = gaps.min(by: { $0.path.count < $1.path.count }) { return .open(shortest) }
    return next < asked.count ? .tooLarge : .proved
  }

  private func gap(
    _ asked: [Asked], _ index: Int, _ step: Explorer.Step, _ from: Int?, _ part: String?
  ) -> Gap {
    var path = (from.flatMap { ways[$0] } ?? []).map {
      Explorer.Step(move: $0, who: .others, isVote: false)
    }
    path.append(step)
    let place = path.count - 1
    var current: Int? = index
    while let here = current {
      if let step = asked[here].step { path.append(step) }
      current = asked[here].parent
    }
    return Gap(
      path: path, step: place, missing: asked[index].goal.claim,
      isStronger: asked[index].isStronger, unknownPart: part)
  }

  private enum Settled {
    case settled
    case before(Claim, isStronger: Bool)
    case open(String?)
  }

  private func settle(_ claim: Claim, _ step: Transition) -> Settled {
    guard let wanted = substituted(claim, step) else { return .open(nil) }
    var given = step.given
    var target = wanted
    if step.opens {
      target = atOpening(wanted, step)
      given += openingClaims(target, step)
    }
    var part: String?
    switch solve(given + [target.negated]) {
    case .impossible: return .settled
    case .possible: break
    case .unknown(let unknown): part = unknown
    }
    guard !step.opens else { return .open(part) }
    if !mentions(wanted, changedBy: step) { return .before(wanted, isStronger: false) }
    switch wanted {
    case .any(let parts):
      let kept = parts.filter { !mentions($0, changedBy: step) }
      return kept.isEmpty ? .open(part) : .before(.some(kept), isStronger: true)
    case .literal(.notPositive(let sum), true):
      guard let rest = withoutChanged(sum, step) else { return .open(part) }
      return .before(.literal(.notPositive(rest), holds: true), isStronger: true)
    default: return .open(part)
    }
  }

  // MARK: Before and after a step

  /// The claim about what is after a step, said of what was before it.
  private func substituted(_ claim: Claim, _ step: Transition) -> Claim? {
    switch claim {
    case .constant: return claim
    case .all(let parts):
      var all: Claim = .constant(true)
      for part in parts {
        guard let part = substituted(part, step) else { return nil }
        all = all && part
      }
      return all
    case .any(let parts):
      var any: Claim = .constant(false)
      for part in parts {
        guard let part = substituted(part, step) else { return nil }
        any = any || part
      }
      return any
    case .literal(.notPositive(let sum), let holds):
      var term = LinearTerm(constant: sum.constant, scale: 2)
      for part in sum.parts {
        var value = LinearTerm(factors: [part.path: part.factor], scale: 2)
        if let money = step.money[part.path] {
          guard let times = money.multiplied(by: part.factor, scale: 0) else { return nil }
          value = times
        } else if let name = Self.counted(part.path), step.done.contains(name) {
          value.constant = part.factor
        }
        guard let next = term.adding(value) else { return nil }
        term = next
      }
      let result = term.notPositive()
      return holds ? result : result.negated
    case .literal: return claim
    }
  }

  /// The action of `did.X.count`.
  private static func counted(_ path: String) -> String? {
    path.hasPrefix("did.") && path.hasSuffix(".count")
      ? String(path.dropFirst(4).dropLast(6)) : nil
  }

  /// A claim about a case that is being opened: what is about an absent field holds.
  private func atOpening(_ claim: Claim, _ step: Transition) -> Claim {
    switch claim {
    case .constant, .literal(.present, _): return claim
    case .all(let parts): return .every(parts.map { atOpening($0, step) })
    case .any(let parts): return .some(parts.map { atOpening($0, step) })
    case .literal:
      var paths: Set<String> = []
      claim.collectPaths(&paths)
      let isAbsent = paths.contains { path in
        reads(path).contains { $0.hasPrefix("form.") && !step.filled.contains($0) }
      }
      return isAbsent ? .constant(true) : claim
    }
  }

  /// What holds of a case that is being opened.
  private func openingClaims(_ claim: Claim, _ step: Transition) -> [Claim] {
    var paths: Set<String> = []
    claim.collectPaths(&paths)
    for given in step.given { given.collectPaths(&paths) }
    return paths.sorted().compactMap { path in
      if path.hasPrefix("money.") || Self.counted(path) != nil {
        return LinearTerm(factors: [path: 1]).notPositive()
      }
      if path.hasPrefix("form."), !step.filled.contains(path) {
        return .literal(.present(path), holds: false)
      }
      return nil
    }
  }

  /// The values that stand behind a path of a claim.
  func reads(_ path: String) -> Set<String> {
    if let whole = wholeReads[path] { return whole }
    if path.hasPrefix("size("), path.hasSuffix(")") {
      return [String(path.dropFirst(5).dropLast())]
    }
    return [path]
  }

  /// Those of `paths` whose values may change without a step, or by a vote that is taken back.
  func unstable(_ paths: some Sequence<String>) -> [String] {
    let others = ["lookup.", "docs.", "applicant.", "household."]
    return Set(paths.flatMap(reads)).sorted().filter { path in
      if ["today", "now", "checks"].contains(path) { return true }
      if others.contains(where: path.hasPrefix) { return true }
      guard path.hasPrefix("did.") else { return false }
      let name = path.dropFirst(4).split(separator: ".").first.map(String.init) ?? ""
      return (model.workflow.action(name)?.mostPeople ?? 1) > 1
    }
  }

  func isChanged(_ path: String, by step: Transition) -> Bool {
    if step.changed.contains(path) || !unstable([path]).isEmpty { return true }
    let whole = wholeReads[path] != nil
    return reads(path).contains { read in
      step.changed.contains(read)
        // A part that is taken as a whole cannot be said of what was before.
        || whole && (step.money[read] != nil || Self.counted(read).map(step.done.contains) ?? false)
        || step.changed.contains { $0.hasPrefix(read + ".") || read.hasPrefix($0 + ".") }
    }
  }

  private func mentions(_ claim: Claim, changedBy step: Transition) -> Bool {
    var paths: Set<String> = []
    claim.collectPaths(&paths)
    return paths.contains { isChanged($0, by: step) }
  }

  /// Whether `claim` is false whatever else is, given what is known.
  func isFalse(_ claim: Claim, given known: [Claim]) -> Bool {
    if case .impossible = solve(known + [claim]) { true } else { false }
  }

  // MARK: Words

  /// A claim as people write it.
  func text(_ claim: Claim) -> String { ClaimText(values: builder.values).text(claim) }
}
