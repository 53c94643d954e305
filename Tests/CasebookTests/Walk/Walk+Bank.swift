import CEL
import Casebook
import Engine
import History
import Workflows

/// A payment of a case that is under way.
struct WalkBatch {
  var number: String
  /// Whom it pays, and the account.
  var payee: String
  var account: String
  var amount: Amount
  /// The message as it left; empty before.
  var message = ""
}

extension Walk {
  /// Lets a batch or the bank play its part, where the case waits for one: the next of preparing,
  /// releasing with writing the file, or giving up, and answering. False where it waits for none.
  func playBank(_ target: WalkCase) throws -> Bool {
    touched = target
    if target.batch == nil {
      guard let action = movingAction(.batch, target) else { return false }
      try prepare(target, action)
    } else if target.batch?.message == "" {
      if dice.chance(85) { try send(target) } else { try giveUp(target) }
    } else {
      try answer(target, isPaid: dice.chance(60))
    }
    return true
  }

  private func movingAction(
    _ kind: Workflow.Actor, _ target: WalkCase, _ step: Workflow.MoneyStep.Kind = .send
  ) -> Workflow.Action? {
    target.workflow.actions.first {
      $0.by == kind && $0.from.contains(target.shadow.state)
        && $0.money.contains { $0.kind == step }
    }
  }

  // MARK: Preparing

  /// Puts one case into a batch: the engine says whether its rules let it, the walk whether the
  /// account is the one on record.
  func prepare(_ target: WalkCase, _ action: Workflow.Action, isScripted: Bool = false) throws {
    let (payee, account) = payee(of: target, action)
    if let account, !isScripted, world.accounts[payee] != account, dice.chance(85) {
      try world.register(account, of: payee)
      count("payee registered")
    }
    try refreshFacts(target)
    let decision = judge(action, by: .batch, target)
    var expected = decision.refusals.map { WalkRule($0) }
    if expected.isEmpty, account == nil || world.accounts[payee] != account {
      expected = [WalkRule("payee")]
    }
    target.log.append("\(world.now) w_fang: batch of \(target.number), \(action.name)")
    let fang = try world.session("w_fang")
    let found: JSON
    do throws(CasebookError) {
      found = try fang.prepareBatch(
        from: Payer(name: "Example Federation", account: "110000000001", bank: "Example Bank"),
        programme: nil, cases: [target.number], limit: 10, request: .random())
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      let rules = (refusal.detail["left_out"]?.elements ?? []).flatMap {
        ($0["refused"]?.elements ?? []).map(WalkRule.init(leftOut:))
      }
      guard rules == expected, !expected.isEmpty else {
        throw WalkDifference("the batch leaves \(target.number) out: \(rules), not \(expected)")
      }
      for rule in rules { count("batch refused \(rule.kind)") }
      return
    }
    guard expected.isEmpty, let outcome = decision.outcome, let account else {
      throw WalkDifference("the batch takes \(target.number), which has \(expected)")
    }
    let amount = outcome.movements.first?.amount ?? .zero
    guard found["payments"]?.int64 == 1, found["total"]?.text == amount.description else {
      throw WalkDifference("the batch of \(target.number) is \(found), not of \(amount)")
    }
    target.batch = WalkBatch(
      number: found["batch"]?.text ?? "", payee: payee, account: account, amount: amount)
    try follow(target, outcome, "send")
  }

  /// Whom a case's money is for, and the account that its form names.
  private func payee(of target: WalkCase, _ action: Workflow.Action) -> (String, String?) {
    let step = action.money.first { $0.kind == .send }
    func text(_ field: String) -> String? {
      guard case .string(let value)? = target.shadow.fields[field] else { return nil }
      return value
    }
    let owner =
      step?.payeeOf.map { world.people[text($0) ?? ""]?.id ?? "nobody" }
      ?? world.applicants[target.applicant].id
    return (owner, step?.payee.flatMap(text))
  }

  // MARK: Sending

  /// Somebody else releases the batch, and its file is written.
  func send(_ target: WalkCase) throws {
    guard let batch = target.batch else { return }
    let session = try world.session("w_rel")
    let seen = try session.batch(batch.number)["sha256"]?.text ?? ""
    try refreshFacts(target)
    target.log.append("\(world.now) w_rel: releases \(batch.number)")
    do throws(CasebookError) {
      _ = try session.releaseBatch(batch.number, seen: seen, request: .random())
    } catch {
      // An account that another case of the same person brought supersedes this one.
      guard case .refused(let refusal) = error, refusal.items.map(\.rule) == ["payee"],
        world.accounts[batch.payee] != batch.account
      else { throw error }
      count("release refused")
      return try giveUp(target)
    }
    guard world.accounts[batch.payee] == batch.account else {
      throw WalkDifference("\(batch.number) is released to an account that was superseded")
    }
    let rel = world.people["w_rel"]?.id ?? ""
    add("release_batch", "releaser", rel, "w_rel", to: &target.shadow)
    let request = RequestID.random()
    let fang = try world.session("w_fang")
    _ = try fang.exportBatch(batch.number, template: nil, copy: false, request: request)
    var message: [UInt8] = []
    try fang.readBatchFile(batch.number, request: request) { message += $0 }
    target.batch?.message = String(decoding: message, as: UTF8.self)
    count("batch sent")
    try look(target)
  }

  private func giveUp(_ target: WalkCase) throws {
    guard let batch = target.batch, let action = movingAction(.bank, target, .return) else {
      return
    }
    try refreshFacts(target)
    let decision = judge(action, by: .bank, target)
    target.log.append("\(world.now) w_fang: gives \(batch.number) up")
    let fang = try world.session("w_fang")
    do throws(CasebookError) {
      _ = try fang.cancelBatch(batch.number, reason: "a slip", request: .random())
    } catch {
      guard case .refused(let refusal) = error, refusal.items.map(\.rule) == ["batch"],
        decision.outcome == nil
      else { throw error }
      count("cancel refused")
      return
    }
    guard let outcome = decision.outcome else {
      throw WalkDifference("\(target.number) went back in spite of \(decision.refusals)")
    }
    target.batch = nil
    try follow(target, outcome, "return")
  }

  // MARK: Answers

  /// The bank's word on what left; now and then of another amount, or without one.
  func answer(_ target: WalkCase, isPaid: Bool) throws {
    guard let batch = target.batch else { return }
    let step: Workflow.MoneyStep.Kind = isPaid ? .settle : .return
    guard let action = movingAction(.bank, target, step) else {
      throw WalkDifference("\(target.number) has no \(step) in \(target.shadow.state)")
    }
    let named = dice.pick([batch.amount.description, batch.amount.description, nil, "0.07"]) ?? nil
    let message = Self.statusReport(batch, isPaid ? "ACSC" : "RJCT", amount: named)
    target.log.append("\(world.now) bank: \(step) \(batch.number) \(named ?? "-")")
    try refreshFacts(target)
    let decision = judge(action, by: .bank, target)
    let bytes = Array(message.utf8)
    let found = try world.session("w_fang").enterAnswers(
      try BankAnswer.read(message: bytes), of: SHA256Hash(of: bytes), request: .random())
    let listed = found["listed"]?.elements ?? []
    if named == "0.07", batch.amount.description != "0.07" {
      guard listed.map({ $0["why"]?.text }) == ["another_amount"] else {
        throw WalkDifference("an answer of another amount: \(found)")
      }
      count("answer listed")
      return try look(target)
    }
    guard let outcome = decision.outcome else {
      let rules = (listed.first?["refused"]?.elements ?? []).map(WalkRule.init(leftOut:))
      guard rules == decision.refusals.map({ WalkRule($0) }) else {
        throw WalkDifference("the answer: \(found), not \(decision.refusals)")
      }
      count("answer refused")
      return
    }
    guard listed.isEmpty, found[isPaid ? "settled" : "returned"]?.elements?.count == 1 else {
      throw WalkDifference("the answer: \(found), not \(step)")
    }
    target.batch = nil
    try follow(target, outcome, step.rawValue)
  }

  private static func statusReport(_ batch: WalkBatch, _ word: String, amount: String?) -> String {
    let original = amount.map {
      #"<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">\#($0)</InstdAmt></Amt></OrgnlTxRef>"#
    }
    return """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
      <OrgnlGrpInfAndSts><OrgnlMsgId>\(batch.number)</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
      <OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>\(batch.number)-000001</OrgnlEndToEndId>
      <TxSts>\(word)</TxSts>\(original ?? "")</TxInfAndSts></OrgnlPmtInfAndSts>
      </CstmrPmtStsRpt></Document>
      """
  }

  // MARK: Both engines

  private func judge(
    _ action: Workflow.Action, by kind: Workflow.Actor, _ target: WalkCase
  ) -> Decision {
    target.procedure.decide(
      .act(action: action.name, fields: [], expect: nil), on: target.shadow,
      by: Actor(system: kind))
  }

  private func follow(_ target: WalkCase, _ outcome: Outcome, _ step: String) throws {
    var outcome = outcome
    outcome.entry.login = "w_fang"
    outcome.entry.person = world.people["w_fang"]?.id
    let next = target.procedure.evolve(target.shadow, outcome)
    WalkChange(outcome: outcome, next: next, restarts: true)
      .apply(to: target, money: &money, year: year)
    count("bank \(step)")
    try look(target)
  }

  private func look(_ target: WalkCase) throws {
    try refreshFacts(target)
    let login = "w_fang"
    _ = try read(
      target, world.session(login), visibility(login, target), actor(login, target), last: 3)
  }
}

extension WalkRule {
  /// A refusal as a batch lists it.
  init(leftOut item: JSON) {
    self.init(item["kind"]?.text ?? "")
    rule = item["rule"]?.text ?? ""
    reference = Self.referring.contains(kind) ? item["ref"]?.text : nil
    why = kind == "held" || kind == "payee" ? nil : item["args"]?["why"]?.text
    isUndecided = item["args"]?["undecided"]?.bool ?? false
  }
}
