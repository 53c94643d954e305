internal import CEL

/// Rules that say nothing, or that nothing can meet, by the limits of the fields.
extension ProcedureChecks {
  func checkRules(_ bounds: Bounds) {
    var seen: Set<SourceLocation> = []
    for action in workflow.actions {
      for rule in action.rules where seen.insert(rule.condition.location).inserted {
        judge(rule.condition, name(of: rule), bounds)
      }
      checkTogether(action, bounds)
      checkTiers(action, bounds)
      checkTargets(action, bounds)
    }
    for state in workflow.states {
      for check in state.checks {
        guard let rule = check.neededWhen, seen.insert(rule.location).inserted else { continue }
        judge(rule, "\(state.name).checks.\(check.name).needed_when", bounds)
      }
    }
  }

  private func judge(_ rule: Guard, _ name: String, _ bounds: Bounds) {
    if bounds.alwaysFalse(rule.expression) == .yes {
      reading.report(.ruleNeverTrue, at: rule.location, name)
    } else if bounds.neverFalse(rule.expression) == .yes {
      reading.report(.ruleAlwaysTrue, at: rule.location, name)
    }
  }

  /// Guards that can each hold, and never together.
  private func checkTogether(_ action: Workflow.Action, _ bounds: Bounds) {
    let guards = action.when.map(\.condition.expression)
    guard guards.count > 1, !guards.contains(where: { bounds.alwaysFalse($0) == .yes }),
      bounds.neverTogether(guards)
    else { return }
    // The fewest that do not go together say most.
    var kept = action.when
    for rule in action.when where kept.count > 2 {
      let rest = kept.filter { $0.name != rule.name }
      if bounds.neverTogether(rest.map(\.condition.expression)) { kept = rest }
    }
    let location = kept.last?.location ?? action.location
    reading.report(
      .guardsContradict, at: location, action.name,
      kept.map(\.name).joined(separator: ", "))
  }

  /// Every amount that can come up has its band, and every band an amount.
  private func checkTiers(_ action: Workflow.Action, _ bounds: Bounds) {
    guard let tiers = action.tiers, !tiers.bands.isEmpty else { return }
    let amount = tiers.by.expression
    let guards = action.when.map(\.condition.expression)
    // Where the guards cannot hold at all, that is the mistake.
    guard !bounds.neverTogether(guards) else { return }
    if let limit = tiers.bands.last?.upTo {
      switch bounds.amounts(amount, above: limit, upTo: nil, where: guards) {
      case .yes: break
      case .no(let witness):
        let values = witness.items.filter { item in
          amount.reads.contains { item.path == $0 }
        }
        let words = values.map { "\($0.path) \($0.value ?? "")" }.joined(separator: ", ")
        reading.report(
          .tiersGap, at: tiers.bands.last?.location ?? tiers.by.location,
          words.isEmpty ? amount.source : words, "\(limit)")
      case .cannotDecide(let part):
        reading.report(
          .notDecided, at: tiers.by.location, "whether the bands cover every amount",
          part ?? amount.source, "leave out the last up_to, or go by a field with a max")
        return
      }
    }
    var below: ExactDecimal?
    for band in tiers.bands {
      if bounds.amounts(amount, above: below, upTo: band.upTo, where: guards) == .yes {
        let extent = bounds.extent(of: amount, where: guards)
        reading.report(.bandNeverReached, at: band.location, extent)
      }
      below = band.upTo ?? below
    }
  }

  /// Every target is reached in some case.
  private func checkTargets(_ action: Workflow.Action, _ bounds: Bounds) {
    guard action.targets.count > 1 else { return }
    let guards = action.when.map(\.condition.expression)
    let conditions = action.targets.compactMap(\.when?.expression)
    // A condition that is never or always true was reported by itself.
    let isSound = conditions.allSatisfy {
      bounds.alwaysFalse($0) != .yes && bounds.neverFalse($0) != .yes
    }
    guard isSound, !bounds.neverTogether(guards) else { return }
    var before: [CheckedExpression] = []
    for target in action.targets {
      let own = target.when.map { [$0.expression] } ?? []
      switch bounds.chosen(own, notBefore: before, where: guards) {
      case .yes: reading.report(.targetNeverReached, at: target.location, target.state)
      case .no: break
      case .cannotDecide(let part):
        // Parts such as `checks.all(…)` can be true and false; only too much work is worth a word.
        guard part == nil else { break }
        reading.report(
          .notDecided, at: target.location, "whether every target is reached",
          target.when?.expression.source ?? target.state, "make the conditions simpler")
      }
      before += own
    }
  }
}

extension Bounds {
  /// Whether the rules never hold all at once.
  func neverTogether(_ rules: [CheckedExpression]) -> Bool {
    guard !rules.isEmpty else { return false }
    var builder = self.builder
    return answer(rules.map { builder.truth(of: $0).yes }, builder) == .yes
  }

  /// Whether no case in which `rules` hold has an amount in these limits, of which the lower is not
  /// included.
  func amounts(
    _ amount: CheckedExpression, above: ExactDecimal?, upTo: ExactDecimal?,
    where rules: [CheckedExpression]
  ) -> Answer {
    var builder = self.builder
    let given = rules.map { builder.truth(of: $0).yes }
    guard let cases = builder.terms(amount.root, amount.source) else {
      return .cannotDecide(part: amount.source)
    }
    let fits = cases.map { amount in
      var claim = amount.when
      if let above, let over = Self.term(above).adding(amount.term, times: -1) {
        claim = claim && over.notPositive(plus: 1)
      }
      if let upTo, let under = amount.term.adding(Self.term(upTo), times: -1) {
        claim = claim && under.notPositive()
      }
      return claim
    }
    return answer(given + [.some(fits)], builder, about: amount.reads)
  }

  /// The amounts that can come up as people write them: `0.00 to 50000.00`.
  func extent(of amount: CheckedExpression, where rules: [CheckedExpression]) -> String {
    var builder = self.builder
    guard let term = builder.terms(amount.root, amount.source)?.first?.term,
      let path = term.factors.keys.first, term.factors.count == 1, term.constant == 0,
      case .number(let least, let most, let kind)? = builder.values[path]
    else { return amount.source }
    return "\(kind.text(least)) to \(kind.text(most))"
  }

  /// Whether a target with these conditions is never chosen after targets with those.
  func chosen(
    _ conditions: [CheckedExpression], notBefore before: [CheckedExpression],
    where rules: [CheckedExpression]
  ) -> Answer {
    var builder = self.builder
    let given = (rules + conditions).map { builder.truth(of: $0).yes }
    let missed = before.map { builder.truth(of: $0).no }
    return answer(
      given + missed, builder, about: (conditions + before).flatMap(\.reads))
  }

  private static func term(_ number: ExactDecimal) -> LinearTerm {
    LinearTerm(constant: number.unscaled, scale: number.scale)
  }
}
