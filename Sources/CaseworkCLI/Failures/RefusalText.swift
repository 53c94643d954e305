import Casebook
import History

/// One failed rule in words.
struct RefusalText {
  let text: String

  init(_ item: Refusal.Item, _ refusal: Refusal, _ names: ProcedureNames) {
    let reference = item.reference ?? ""
    let arguments = item.detail["args"] ?? .object([])
    text =
      switch item.kind {
      case "state", "held", "at_most", "after", "expect", "check":
        Self.situation(item.kind, reference, arguments, refusal)
      case "role", "only", "applicant", "unrelated", "distinct_from", "voted", "tier":
        Self.person(item.kind, reference, arguments)
      case "field": FieldRefusalText.text(names.field(reference), arguments)
      case "fill":
        say("Missing: \(names.field(reference)).", "缺少：\(names.field(reference))。")
      case "document": Self.document(names.document(reference), arguments)
      case "when": Self.guardRule(item, arguments)
      default: Self.money(item.kind, reference, arguments)
      }
  }

  private static func situation(
    _ kind: String, _ reference: String, _ arguments: JSON, _ refusal: Refusal
  ) -> String {
    switch kind {
    case "state":
      let state = arguments["state"]?.text ?? refusal.state ?? ""
      return say(
        "The case is in state \(state); that is not done from there.", "个案处于 \(state)，不能从此状态执行。")
    case "held":
      if arguments["held"]?.bool == false { return say("The case is not on hold.", "个案没有暂停。") }
      let reason = arguments["reason"]?.text ?? ""
      return say("The case is on hold: \(reason).", "个案已暂停：\(reason)。")
    case "at_most":
      let limit = arguments["at_most"]?.int64 ?? 0
      return say(
        "It was done \(limit) times in this case, and may not be done more often.",
        "本个案已执行 \(limit) 次，达到上限。")
    case "after":
      let opens = arguments["opens"]?.text.map(Timestamps.local) ?? ""
      return say("It is too early: it opens at \(opens).", "时间未到：\(opens) 起可执行。")
    case "check":
      return say(
        "The check \(reference) is not needed here.", "此处不需要核查 \(reference)。")
    default:
      return say(
        "Who signs must say which version they saw; it is version \(arguments["version"]?.int64 ?? 0) now.",
        "签批者须注明所看到的版本；当前为版本 \(arguments["version"]?.int64 ?? 0)。")
    }
  }

  private static func person(_ kind: String, _ reference: String, _ arguments: JSON) -> String {
    let roles = (arguments["roles"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
    switch kind {
    case "role":
      if let by = arguments["by"]?.text {
        return say("Only the \(by) does this, no person.", "只能由 \(by) 执行，不由人员执行。")
      }
      return say("It takes one of these roles: \(roles).", "须具有以下角色之一：\(roles)。")
    case "only":
      return say(
        "Only the person named in the field \(reference) may.", "只有字段 \(reference) 指定的人员可以执行。")
    case "applicant":
      return say("Nobody acts on their own case.", "任何人不得办理自己的个案。")
    case "unrelated":
      return say("You are related to the applicant.", "您与当事人有亲属等关系，应当回避。")
    case "distinct_from":
      return say(
        "You did \(reference) in this case; this has to be somebody else (distinct_from).",
        "您在本个案中办理过 \(reference)；此步须由他人办理（distinct_from）。")
    case "voted":
      if arguments["why"]?.text == "no_vote" {
        return say("There is no vote of yours to take back.", "没有可撤回的表决。")
      }
      return say("You have voted already; somebody else has to.", "您已表决；须由他人表决。")
    default:
      let amount = arguments["amount"]?.text
      if roles.isEmpty {
        return amount.map {
          say("No tier covers the amount \($0).", "没有审批档次适用于金额 \($0)。")
        } ?? say("The amount to decide on is not known.", "待审批金额尚不确定。")
      }
      return say(
        "The amount \(amount ?? "") is decided by: \(roles).", "金额 \(amount ?? "") 须由 \(roles) 审批。")
    }
  }

  private static func document(_ name: String, _ arguments: JSON) -> String {
    switch arguments["why"]?.text {
    case "too_old"?, "old"?:
      say("The document \(name) is too old.", "材料 \(name) 已过期。")
    case "no_date"?, "undated"?:
      say("The document \(name) has no date of issue.", "材料 \(name) 缺出具日期。")
    default: say("The document \(name) is missing.", "缺少材料 \(name)。")
    }
  }

  private static func guardRule(_ item: Refusal.Item, _ arguments: JSON) -> String {
    let said = Listing.label(item.detail["say"]).map { " \($0)" } ?? ""
    let undecided =
      item.detail["undecided"]?.bool ?? arguments["undecided"]?.bool ?? false
    if undecided {
      let missing = (item.detail["missing"]?.elements ?? []).compactMap(\.text)
      let what = missing.isEmpty ? "" : ": " + missing.joined(separator: ", ")
      return say(
        "Rule \(item.rule) cannot be decided, something it needs is missing\(what).\(said)",
        "规则 \(item.rule) 无法判定，缺少所需内容\(what)。\(said)")
    }
    return say("Rule \(item.rule) is not met.\(said)", "不符合规则 \(item.rule)。\(said)")
  }

  private static func money(_ kind: String, _ reference: String, _ arguments: JSON) -> String {
    switch (kind, arguments["why"]?.text) {
    case ("route", _):
      say("Where it would lead cannot be decided.", "无法判定将转入何状态。")
    case ("signature", _):
      say(
        "What \(reference) approved has changed since; it has to be signed again.",
        "\(reference) 所签内容此后有变动，须重新签批。")
    case ("fund", "absent"?):
      say("There is no fund \(reference) in this currency.", "没有该货币的资金 \(reference)。")
    case ("fund", _):
      say("The fund \(reference) has not that much left.", "资金 \(reference) 余额不足。")
    case ("amount", "nothing_reserved"?):
      say("Nothing is reserved for this case.", "本个案没有预留资金。")
    case ("amount", "more_than_reserved"?):
      say("That is more than is reserved.", "超过预留金额。")
    case ("amount", "more_than_paid"?):
      say("That is more than was paid.", "超过已付金额。")
    case ("amount", "value"?):
      say(
        "An amount is not negative and has at most two decimals: \(arguments["amount"]?.text ?? "").",
        "金额不得为负，至多两位小数：\(arguments["amount"]?.text ?? "")。")
    case ("amount", _): say("The amount is not known.", "金额尚不确定。")
    default: "\(kind) \(reference)"
    }
  }
}
