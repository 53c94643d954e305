internal import CEL

/// Whether the conditions of a move can hold, given what is known of counts and money.
///
/// Everything else may have any value that the limits of its field allow. Answers are kept, because
/// an exploration asks the same many times.
final class Outlook {
  /// What is known of the number of times an action took effect.
  struct Count: Hashable {
    var least: Int
    /// Whether it is exactly `least`.
    var isExact: Bool
  }

  /// What is known of a case.
  struct Knowledge: Hashable {
    var counts: [Int: Count] = [:]
    var money: MoneyState?
  }

  private struct Rules {
    var conditions: StepConditions
    /// The actions whose counts its conditions read.
    var actions: Set<Int>
    var readsMoney: Bool
    /// The conditions that nothing but counts and money decide.
    var ofHistory: [Claim]
  }

  private struct Question: Hashable {
    var move: Int
    var knowledge: Knowledge
    var isCertainty: Bool
  }

  let model: ProcedureModel
  let bounds: Bounds
  let budget: ProofBudget
  private var rules: [Int: Rules] = [:]
  private var answers: [Question: Bool] = [:]
  private var ranges: [Int: [MoneyState.AmountRange]] = [:]

  init(_ model: ProcedureModel, _ bounds: Bounds, _ budget: ProofBudget) {
    self.model = model
    self.bounds = bounds
    self.budget = budget
  }

  /// The actions whose counts the conditions of a move read, and whether they read money.
  func reads(_ move: Int) -> (actions: Set<Int>, money: Bool) {
    let rules = rules(of: move)
    return (rules.actions, rules.readsMoney)
  }

  /// How far counts matter to the conditions of a move: just beyond the largest number in them.
  func largestCount(_ move: Int) -> Int {
    var largest: Int128 = 2
    func look(_ claim: Claim) {
      switch claim {
      case .literal(.notPositive(let sum), _): largest = max(largest, abs(sum.constant))
      case .all(let parts), .any(let parts): for part in parts { look(part) }
      default: return
      }
    }
    for claim in rules(of: move).ofHistory { look(claim) }
    return Int(min(largest + 1, 20))
  }

  /// Whether some condition of a move is decided by nothing but counts and money.
  func dependsOnHistory(_ move: Int) -> Bool { !rules(of: move).ofHistory.isEmpty }

  /// Whether the conditions of a move can hold.
  func isPossible(_ move: Int, _ knowledge: Knowledge) -> Bool {
    let rules = rules(of: move)
    guard !rules.actions.isEmpty || rules.readsMoney else { return true }
    return answer(move, knowledge, isCertainty: false) { known in
      var solver = ClaimSolver(rules.conditions.builder)
      if case .impossible = solver.solve(rules.conditions.claims + known) { return false }
      return true
    }
  }

  /// Whether those conditions of a move that counts and money alone decide hold for certain.
  func isCertain(_ move: Int, _ knowledge: Knowledge) -> Bool {
    let rules = rules(of: move)
    guard !rules.ofHistory.isEmpty else { return true }
    return answer(move, knowledge, isCertainty: true) { known in
      var solver = ClaimSolver(rules.conditions.builder)
      let broken = Claim.some(rules.ofHistory.map(\.negated))
      if case .impossible = solver.solve([broken] + known) { return true }
      return false
    }
  }

  /// What the amounts of a move's money steps can be, step by step.
  func amounts(_ move: Int) -> [MoneyState.AmountRange] {
    if let known = ranges[move] { return known }
    guard let action = model.action(of: model.moves[move]) else { return [] }
    let found = action.money.map { step -> MoneyState.AmountRange in
      guard case .value(let rule) = step.amount else {
        return .init(canBeZero: true, canBePositive: true)
      }
      var conditions = rules(of: move).conditions
      guard let cases = conditions.amount(rule) else {
        return .init(canBeZero: true, canBePositive: true)
      }
      func isPossible(_ claim: Claim) -> Bool {
        var solver = ClaimSolver(conditions.builder)
        if case .impossible = solver.solve(conditions.claims + [claim]) { return false }
        return true
      }
      let zero = Claim.some(
        cases.map { entry in
          entry.when && entry.term.notPositive() && entry.term.opposed.notPositive()
        })
      let positive = Claim.some(
        cases.map { entry in entry.when && entry.term.opposed.notPositive(plus: 1) })
      return .init(canBeZero: isPossible(zero), canBePositive: isPossible(positive))
    }
    ranges[move] = found
    return found
  }

  /// The money after a move; none when the engine refuses it.
  func money(_ move: Int, _ money: MoneyState) -> [MoneyState] {
    guard let action = model.action(of: model.moves[move]), !action.money.isEmpty else {
      return [money]
    }
    var states = [money]
    for (step, range) in zip(action.money, amounts(move)) {
      var next: [MoneyState] = []
      for state in states {
        for after in state.after(step.kind, step.amount, range) where !next.contains(after) {
          next.append(after)
        }
      }
      states = next
    }
    return states
  }

  private func answer(
    _ move: Int, _ knowledge: Knowledge, isCertainty: Bool, _ decide: ([Claim]) -> Bool
  ) -> Bool {
    let rules = rules(of: move)
    var relevant = Knowledge()
    relevant.counts = knowledge.counts.filter { rules.actions.contains($0.key) }
    relevant.money = rules.readsMoney ? knowledge.money : nil
    let question = Question(move: move, knowledge: relevant, isCertainty: isCertainty)
    if let known = answers[question] { return known }
    // Without an answer more may happen, and nothing is certain.
    guard budget.ask() else { return !isCertainty }
    let result = decide(claims(relevant, opens: model.moves[move].from == nil))
    answers[question] = result
    return result
  }

  /// What is known, as claims.
  func claims(_ knowledge: Knowledge, opens: Bool) -> [Claim] {
    var claims: [Claim] = []
    func say(_ path: String, _ least: Int, _ isExact: Bool) {
      let term = LinearTerm(factors: [path: 1], constant: -Int128(least))
      claims.append(term.opposed.notPositive())
      if isExact { claims.append(term.notPositive()) }
    }
    for (action, count) in knowledge.counts.sorted(by: { $0.key < $1.key }) {
      let action = model.workflow.actions[action]
      // Votes without effect count too.
      say(
        "did.\(action.name).count", count.least * action.fewestPeople,
        count.isExact && action.mostPeople == 1)
    }
    say("did.open.count", opens ? 0 : 1, true)
    if let money = knowledge.money {
      say("money.reserved", money.hasReserved ? 1 : 0, !money.hasReserved)
      say("money.committed", money.hasCommitted ? 1 : 0, !money.hasCommitted)
      say("money.sent", money.hasSent ? 1 : 0, !money.hasSent)
      say("money.paid", money.hasPaid ? 1 : 0, !money.hasPaid)
    }
    return claims
  }

  private func rules(of move: Int) -> Rules {
    if let known = rules[move] { return known }
    let conditions = StepConditions(model.moves[move], model, bounds)
    var actions: Set<Int> = []
    var readsMoney = false
    var ofHistory: [Claim] = []
    for claim in conditions.claims {
      var paths: Set<String> = []
      claim.collectPaths(&paths)
      let isOfHistory = paths.allSatisfy { $0.hasPrefix("did.") || $0.hasPrefix("money.") }
      if isOfHistory, !paths.isEmpty { ofHistory.append(claim) }
      readsMoney = readsMoney || paths.contains { $0.hasPrefix("money.") }
      for path in paths where path.hasPrefix("did.") && path.hasSuffix(".count") {
        if let action = model.action(String(path.dropFirst(4).dropLast(6))) {
          actions.insert(action)
        }
      }
    }
    let found = Rules(
      conditions: conditions, actions: actions, readsMoney: readsMoney, ofHistory: ofHistory)
    rules[move] = found
    return found
  }
}

extension LinearTerm {
  /// The same with every sign turned.
  var opposed: LinearTerm { LinearTerm().adding(self, times: -1) ?? self }
}
