internal import CEL
internal import Workflows

/// The rules about tiers, signatures and money.
extension Judge {
  /// Finds the band of the amount that the tiers go by.
  ///
  /// - Returns: the amount, or why there is none.
  mutating func findBand() -> Evaluation? {
    guard let tiers = action.tiers, withheld(tiers.by).isEmpty else { return nil }
    let result = tiers.by.expression.evaluate(bindings)
    if let amount = result.value?.number { band = tiers.band(for: amount) }
    return result
  }

  mutating func judgeTier(_ amount: Evaluation?) {
    votes.need = action.people
    if let tiers = action.tiers, case let unknown = withheld(tiers.by), !unknown.isEmpty {
      return note(undecided(.tier, nil, unknown, tiers.by), .tier)
    }
    guard let tiers = action.tiers, let amount else { return }
    let looked = Self.look(tiers.by, bindings)
    guard let band else {
      let isUndecided = amount.value == nil
      note(
        Refusal(
          .tier, isUndecided: isUndecided,
          missing: isUndecided ? Self.missing(looked, amount) : [],
          source: tiers.by.expression.source, readings: looked,
          arguments: amount.value.map { ["amount": .text($0.description)] } ?? [:]), .tier)
      return
    }
    votes.need = band.each ? band.roles.count : band.people
    let open = band.roles.filter { !(band.each && votedRoles.contains($0)) }
    role = open.first(where: actor.roles.contains)
    let refusal = Refusal(
      .tier, source: tiers.by.expression.source, readings: looked, who: open,
      arguments: [
        "amount": .text(amount.value?.description ?? ""), "roles": .texts(band.roles),
        "voted": .texts(votedRoles),
      ])
    note(role == nil ? refusal : nil, .tier)
  }

  mutating func judgeMoney() {
    guard !action.money.isEmpty else { return }
    judgeSignatures()
    var purse = snapshot.money
    var funds = snapshot.funds
    var refusals: [Refusal] = []
    for step in action.money {
      switch amount(of: step, purse) {
      case .failure(let refusal):
        // A fund that is not there is not there for any amount.
        if step.kind == .reserve, step.fund.flatMap({ funds[$0] }) == nil {
          refusals.append(Refusal(.fund, step.fund, arguments: ["why": "absent"]))
        }
        refusals.append(refusal.refusal)
      case .success(let amount):
        if step.kind == .release {
          for (fund, amount) in snapshot.returns { funds[fund] = funds[fund].map { $0 + amount } }
        }
        if let refusal = apply(step, amount, to: &purse, funds) { refusals.append(refusal) }
        movements.append(
          Outcome.Movement(
            kind: step.kind.rawValue, amount: amount, fund: step.fund,
            payee: step.payee.flatMap(text(inForm:))))
      }
    }
    // A vote short of its quorum takes no room yet. Where another rule refuses it, the database says
    // all the same that there is none.
    let isShort = votes.have < votes.need
    if isShort, !isRefused, refusals.allSatisfy({ $0.arguments["why"]?.string == "no_room" }) {
      refusals = []
    }
    // Every fund is judged before every amount, whatever the order of the steps.
    for refusal in refusals where refusal.kind == .fund { note(refusal, .fund) }
    if !refusals.contains(where: { $0.kind == .fund }) {
      for step in action.money { if let fund = step.fund { note(nil, .fund, fund) } }
    }
    for refusal in refusals where refusal.kind == .amount { note(refusal, .amount) }
    if !refusals.contains(where: { $0.kind == .amount }) { note(nil, .amount) }
  }

  /// What was approved must be what is paid.
  private mutating func judgeSignatures() {
    guard action.money.contains(where: { [.commit, .pay, .send].contains($0.kind) }) else {
      return
    }
    for earlier in workflow.actions where earlier.approvesMoney && earlier.name != action.name {
      let latest = snapshot.entries.last { $0.kind == earlier.name && !$0.isRecalled }
      guard let latest else { continue }
      if latest.signed != signed, overwritesWithheld {
        note(undecided(.signature, earlier.name, written.map { "form.\($0)" }), .signature)
        continue
      }
      note(.signature, earlier.name, broken: latest.signed != signed, who: earlier.allRoles)
    }
  }

  private struct StepProblem: Error {
    var refusal: Refusal
  }

  private func amount(
    of step: Workflow.MoneyStep, _ purse: CaseSnapshot.CaseMoney
  ) -> Result<Amount, StepProblem> {
    let name = step.kind.rawValue
    func problem(_ why: String, _ amount: String? = nil) -> Result<Amount, StepProblem> {
      var members = [PlainValue.Member("why", .text(why))]
      if let amount { members.append(.init("amount", .text(amount))) }
      return .failure(StepProblem(refusal: Refusal(.amount, name, arguments: .object(members))))
    }
    switch step.amount {
    case .reserved:
      let amount = step.kind == .commit ? purse.outstanding - purse.committed : purse.outstanding
      return amount == .zero && step.kind != .release
        ? problem("nothing_reserved") : .success(amount)
    case .sent: return purse.sent == .zero ? problem("nothing_sent") : .success(purse.sent)
    case .value(let rule) where !withheld(rule).isEmpty:
      return .failure(StepProblem(refusal: undecided(.amount, name, withheld(rule), rule)))
    case .value(let rule):
      let result = rule.expression.evaluate(bindings)
      guard let number = result.value?.number else {
        let looked = Self.look(rule, bindings)
        return .failure(
          StepProblem(
            refusal: Refusal(
              .amount, name, isUndecided: true, missing: Self.missing(looked, result),
              source: rule.expression.source, readings: looked)))
      }
      guard let amount = Amount(number), amount >= .zero else {
        return problem("value", number.description)
      }
      return .success(amount)
    }
  }

  private func apply(
    _ step: Workflow.MoneyStep, _ amount: Amount, to purse: inout CaseSnapshot.CaseMoney,
    _ funds: [String: Amount]
  ) -> Refusal? {
    switch step.kind {
    case .reserve:
      let room = step.fund.flatMap { funds[$0] }
      purse.apply(step.kind.rawValue, amount)
      if room == nil { return Refusal(.fund, step.fund, arguments: ["why": "absent"]) }
      guard let room, amount > room else { return nil }
      return Refusal(
        .fund, step.fund,
        arguments: [
          "why": "no_room", "room": .text(room.description), "amount": .text(amount.description),
        ])
    case .commit, .release, .send, .settle, .return: break
    case .pay:
      if amount > purse.outstanding {
        return excess("more_than_reserved", step, amount, purse.outstanding)
      }
    case .recover:
      if amount > purse.paid { return excess("more_than_paid", step, amount, purse.paid) }
      if let closed = snapshot.closedYears.first(where: { $0.before < amount }) {
        return Refusal(
          .fund, closed.fund, arguments: ["why": "closed", "year": .integer(closed.year)])
      }
    }
    purse.apply(step.kind.rawValue, amount)
    return nil
  }

  private func excess(
    _ why: String, _ step: Workflow.MoneyStep, _ amount: Amount, _ limit: Amount
  ) -> Refusal {
    Refusal(
      .amount, step.kind.rawValue,
      arguments: [
        "why": .text(why), "amount": .text(amount.description), "limit": .text(limit.description),
      ])
  }

  private func text(inForm field: String) -> String? {
    if isWithheld(field) { return "••••" }
    return if case .string(let text)? = fields[field] { text } else { nil }
  }
}

extension CaseSnapshot.CaseMoney {
  /// Moves `amount`; what was committed is paid first, then what is only reserved.
  mutating func apply(_ step: String, _ amount: Amount) {
    switch step {
    case "reserve": outstanding = outstanding + amount
    case "commit": committed = committed + amount
    case "pay":
      outstanding = outstanding - amount
      committed = max(.zero, committed - amount)
      paid = paid + amount
    case "release":
      outstanding = .zero
      committed = .zero
    case "recover": paid = paid - amount
    case "send":
      (outstanding, committed) = (.zero, .zero)
      sent = sent + amount
    case "settle":
      sent = sent - amount
      paid = paid + amount
    case "return":
      sent = sent - amount
      outstanding = outstanding + amount
    default: break
    }
  }
}

extension Value {
  /// The number of an int or a decimal.
  var number: ExactDecimal? {
    switch self {
    case .int(let int): ExactDecimal(int)
    case .decimal(let decimal): decimal
    default: nil
    }
  }
}
