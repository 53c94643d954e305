internal import CEL

extension Phrases {
  /// What a step does with money, in a few words: `reserve`, `预留`.
  func verb(_ kind: Workflow.MoneyStep.Kind) -> String {
    switch kind {
    case .reserve: say("reserve", "预留")
    case .commit: say("commit", "确认")
    case .pay: say("pay", "支付")
    case .release: say("release", "解除预留")
    case .recover: say("recover", "收回")
    case .send: say("send", "发出")
    case .settle: say("settle", "入账")
    case .return: say("return", "退回")
    }
  }

  /// The steps of an action in a few words: `money: reserve, commit, pay`; nil when there are none.
  func shortMoney(_ action: Workflow.Action) -> String? {
    guard !action.money.isEmpty else { return nil }
    return action.money.map { verb($0.kind) }.joined(separator: say(", ", "、"))
  }

  /// A money step in a sentence.
  func sentence(_ step: Workflow.MoneyStep) -> String {
    let amount =
      switch step.amount {
      case .reserved: say("what is still set aside", "尚未支付的预留金额")
      case .sent: say("what was sent", "已发出的金额")
      case .value(let value): phrase(value)
      }
    let payee = step.payee.map(field)
    let owner = step.payeeOf.map(field)
    return switch step.kind {
    case .reserve:
      say(
        "Sets \(amount) aside from the fund ‘\(step.fund ?? "")’.",
        "从基金“\(step.fund ?? "")”中预留\(amount)。")
    case .commit: say("Promises \(amount).", "确认\(amount)。")
    case .pay:
      say(
        "Pays \(amount)" + (payee.map { " to the account in ‘\($0)’" } ?? "") + ".",
        "支付\(amount)" + (payee.map { "至“\($0)”" } ?? "") + "。")
    case .release: say("Gives \(amount) back to the fund.", "将\(amount)退回基金。")
    case .recover: say("Takes back \(amount).", "收回\(amount)。")
    case .send:
      say(
        "Sends \(amount)" + (payee.map { " to the account in ‘\($0)’" } ?? "")
          + (owner.map { ", an account of ‘\($0)’," } ?? "") + " by a payment batch.",
        "经付款批次发出\(amount)" + (payee.map { "至“\($0)”" } ?? "")
          + (owner.map { "（“\($0)”名下登记的账户）" } ?? "") + "。")
    case .settle: say("The bank has paid \(amount).", "银行已支付\(amount)。")
    case .return: say("Sets \(amount) aside again: it came back.", "\(amount)被退回，重新预留。")
    }
  }
}
