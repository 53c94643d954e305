import Casebook
import History

extension Failure {
  /// What a batch's or an account's command says when there is none.
  static func naming<Answer>(batch number: String, _ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch CasebookError.notFound {
      throw Failure(
        .refused, say("There is no batch \(number).", "没有批次 \(number)。"),
        next: ["casework batch list"])
    }
  }

  /// The same of accounts, and of the person who is to have one.
  static func naming<Answer>(payee id: String, _ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch CasebookError.notFound {
      throw Failure(
        .refused,
        say("There is no person or account \(id).", "没有编号为 \(id) 的人员或账户。"),
        next: ["casework payee list", "casework person find NAME"])
    }
  }

  /// Whether a refusal is about accounts and batches.
  static func isPayment(_ refusal: Casebook.Refusal) -> Bool {
    let action = refusal.action ?? ""
    return action.hasPrefix("batch_") || action.hasPrefix("payee_")
  }

  /// Why an account, a batch or one of its payments is not taken.
  init(payment refusal: Casebook.Refusal) {
    var details = refusal.items.map { "- " + Self.sentence($0) }
    for item in refusal.detail["left_out"]?.elements ?? [] {
      details.append("- " + Self.leftOut(item))
    }
    self.init(
      .refused, say("This is refused; nothing was changed.", "此操作被拒绝；未作任何改动。"),
      details: details, next: Self.nextStep(refusal), data: refusal.detail)
  }

  /// A case that a batch does not take, with the reasons.
  static func leftOut(_ item: JSON) -> String {
    let reasons = (item["refused"]?.elements ?? []).map { refusal in
      let why = refusal["args"]?["why"]?.text ?? ""
      return sentence(
        refusal["rule"]?.text ?? "", refusal["ref"]?.text ?? "", why: why, refusal["args"] ?? .null)
    }
    return (item["case"]?.text ?? "") + ": " + reasons.joined(separator: " ")
  }

  private static func sentence(_ item: Casebook.Refusal.Item) -> String {
    let arguments = item.detail["args"] ?? .null
    return sentence(
      item.rule, item.reference ?? "", why: arguments["why"]?.text ?? "", arguments)
  }

  private static func sentence(
    _ rule: String, _ reference: String, why: String, _ arguments: JSON
  ) -> String {
    let number = arguments["case"]?.text ?? reference
    switch (rule, why) {
    case ("batch", "empty"): return say("No case is ready to be paid.", "没有可以付款的个案。")
    case ("batch", "another_content"):
      return say(
        "The batch's content is not what was looked at. Look again: casework batch show \(reference)",
        "批次内容与所查看的不一致。请重新查看：casework batch show \(reference)")
    case ("batch", "prepared"):
      return say("\(reference) is not released yet.", "\(reference) 尚未放行。")
    case ("batch", "released"): return say("\(reference) is released.", "\(reference) 已放行。")
    case ("batch", "exported"):
      return say("\(reference) has left for the bank.", "\(reference) 已发往银行。")
    case ("batch", "cancelled"): return say("\(reference) is cancelled.", "\(reference) 已取消。")
    case ("batch", "case"):
      return say("The case of \(reference) does not take it back.", "\(reference) 的个案无法退回。")
    case ("distinct_from", _):
      return number.isEmpty || number == "batch_prepare" || number == "payee_add"
        ? say("Another person has to do this.", "须由另一人办理。")
        : say("You approved \(number); another person releases it.", "您批准过 \(number)，须由另一人放行。")
    case ("applicant", _): return say("It is your own.", "这是您本人的事项。")
    case ("unrelated", _):
      return number.isEmpty
        ? say("You are related to the person.", "您与当事人有亲属关系。")
        : say(
          "You are related to somebody \(number) pays; another person releases it.",
          "您与 \(number) 的收款人有亲属关系，须由另一人放行。")
    case ("payee", "approver"):
      return say(
        "Who is paid approved the payment.", "收款人本人批准了这笔付款。")
    case ("payee", "no_account"):
      return say("The person has no account on record.", "当事人没有登记收款账户。")
    case ("payee", "another_account"):
      return say(
        "The account is not the one on record.", "账户与登记的收款账户不一致。")
    case ("payee", "not_verified"):
      return say("Nobody has verified the account.", "收款账户尚未核对。")
    case ("payee", "superseded"):
      return say("The account was superseded.", "该账户已失效。")
    case ("payee", "verified"): return say("The account is verified already.", "该账户已核对。")
    case ("payee", _):
      return say(
        "The account of \(number) was superseded since the batch was prepared. Cancel the batch.",
        "编制批次后，\(number) 的收款账户已变更。请取消批次。")
    case ("holder", "another_person"):
      return say(
        "The holder is not the person. Give the reason: --proxy TEXT",
        "户名不是当事人本人。请说明理由：--proxy 理由")
    case ("holder", _):
      return say("The account is the person's own: no --proxy.", "户名即为本人：不要用 --proxy。")
    case ("signature", _):
      return say(
        "What was approved was changed since; it needs a new approval.", "批准后内容有变更，须重新批准。")
    default: return rule + (reference.isEmpty ? "" : " (\(reference))")
    }
  }

  private static func nextStep(_ refusal: Casebook.Refusal) -> [String] {
    let why = refusal.items.first?.detail["args"]?["why"]?.text
    let number = refusal.items.first?.reference ?? ""
    switch (refusal.action, why) {
    case ("batch_export", "exported"?):
      return ["casework batch export \(number) --copy --output FILE"]
    case ("batch_export", "prepared"?): return ["casework batch release \(number) --seen SHA256"]
    case ("batch_prepare", _): return ["casework payee list"]
    default: return ["casework batch list"]
    }
  }
}
