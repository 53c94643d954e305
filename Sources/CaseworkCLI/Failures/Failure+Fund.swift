import Casebook
import History

extension Failure {
  /// What a fund, its year or the rule of the second person refused; nothing of it is about a case.
  init(fund refusal: Casebook.Refusal) {
    let number = refusal.detail["proposal"].map { Listing.text(of: $0) }
    let who = refusal.items.compactMap { $0.detail["who"]?.elements }.first?.compactMap(\.text)
    var details = refusal.items.map { "- " + Self.text($0) }
    if let who {
      details.append(
        who.isEmpty
          ? say("Nobody on the staff could do it today.", "目前没有人员可以执行。")
          : say("Who could do it: ", "可执行的人员：") + who.joined(separator: ", "))
    }
    let group = ProposalText.group(of: refusal.detail["kind"]?.text ?? "fund_")
    let fund = refusal.items.compactMap { $0.kind == "fund" ? $0.reference : nil }.first
    self.init(
      .refused,
      number.map {
        say("Proposal \($0) is refused.", "提议 \($0) 被拒绝。")
      } ?? say("This is refused; nothing was changed.", "此操作被拒绝；未作任何改动。"),
      details: details,
      next: [
        fund.map { "casework fund show \($0)" }
          ?? (refusal.action == "receipt"
            ? "casework receipt list"
            : "casework \(group == "fund" ? "fund proposals" : "proposal list") --all")
      ],
      data: refusal.detail)
  }

  private static func text(_ item: Casebook.Refusal.Item) -> String {
    let arguments = item.detail["args"] ?? .null
    func text(_ key: String) -> String { arguments[key].map { Listing.text(of: $0) } ?? "" }
    let fund = "\(item.reference ?? "") \(text("year"))"
    switch (item.kind, text("why")) {
    case ("second_person", _):
      return say(
        "You proposed it; another person must confirm it.", "这是您自己的提议；须由另一人确认。")
    case ("party", _):
      return say("It is about yourself; somebody else must confirm it.", "此提议涉及您本人；须由他人确认。")
    case ("beyond", _):
      return say("It reaches further than your own roles do.", "其范围超出您本人的权限。")
    case ("decided", _):
      let isApproved = text("verdict") == "approve"
      let at = Timestamps.local(text("at"))
      return isApproved
        ? say("\(text("by")) confirmed it at \(at).", "\(text("by")) 已于 \(at) 确认。")
        : say("\(text("by")) rejected it at \(at).", "\(text("by")) 已于 \(at) 驳回。")
    case ("fund", "closed"): return say("\(fund) is closed.", "\(fund) 年度已关闭。")
    case ("fund", "not_closed"): return say("\(fund) is not closed.", "\(fund) 年度未关闭。")
    case ("fund", "no_money"):
      return say("\(fund) has never had money.", "\(fund) 年度从未有过额度。")
    case ("fund", "currency"):
      return say(
        "\(item.reference ?? "") is kept in \(text("currency")), not in \(text("wanted")).",
        "\(item.reference ?? "") 的货币是 \(text("currency"))，不是 \(text("wanted"))。")
    case ("fund", "not_over"):
      return say(
        "\(fund) is not over, and not frozen: new reservations may still come.",
        "\(fund) 年度尚未结束，也未冻结：仍可能有新的预留。")
    case ("fund", "in_transit"):
      return say("Money of \(fund) is with the bank.", "\(fund) 年度有款项在途。")
    case ("fund", "no_room"):
      return say("\(fund) has \(text("room")) left.", "\(fund) 余额为 \(text("room"))。")
    case ("receipt", "drawn"):
      return say("\(text("by")) has drawn it already.", "\(text("by")) 已抽取。")
    case ("receipt", "another_seed"):
      return say(
        "This is not the seed that was committed to.", "这不是当初承诺的种子。")
    case ("receipt", "not_over"):
      return say(
        "Payments until \(text("until")) belong to it: draw it the day after.",
        "样本包括截至 \(text("until")) 的付款：请在次日抽取。")
    case ("receipt", "received"):
      return say("It is on record as received.", "已登记为收到。")
    default: return item.rule + (item.reference.map { " (\($0))" } ?? "")
    }
  }
}
