public import Workflows

/// A refusal in a person's language: what happened, which rule, the facts, who can, what next.
public struct RefusalText: Hashable, Sendable {
  /// What stands against it, in one sentence.
  public var what: String
  /// The rule by its name, with its text where it is a guard.
  public var rule: String
  /// One line for each part of a guard that fails, `facts.per_head is 2,866.67, the limit is
  /// 2,500.00`, then one for each other value that the rule read.
  public var facts: [String]
  /// Who could do it; nil when that is not the question.
  public var who: String?
  /// What to do next; nil when there is nothing to advise.
  public var next: String?

  /// All of it, a line each.
  public var lines: [String] { [what] + [rule] + facts + [who, next].compactMap { $0 } }

  /// The words for `refusal`.
  ///
  /// - Parameters:
  ///   - workflow: gives fields, roles, states and documents their labels.
  ///   - language: `en` or `zh-Hans`; any other reads English.
  public init(_ refusal: Refusal, in workflow: Workflow, language: String) {
    let words = RefusalWords(refusal: refusal, workflow: workflow, language: language)
    what = words.what
    rule = words.rule
    let told = ReasonText(workflow: workflow, language: language)
    facts =
      refusal.reasons.map(told.text)
      + refusal.readings.filter { !told.tells($0, by: refusal.reasons) }.map(words.fact)
    who = words.who
    next = words.next
  }
}

/// Chooses the words. Every text of every refusal stands in this file.
private struct RefusalWords {
  let refusal: Refusal
  let workflow: Workflow
  let language: String

  private var name: String { refusal.reference ?? "" }
  private var why: String { refusal.arguments["why"]?.string ?? "" }

  private func say(_ english: String, _ chinese: String) -> String {
    language.hasPrefix("zh") ? chinese : english
  }

  private func argument(_ name: String) -> String {
    switch refusal.arguments[name] {
    case .text(let text)?, .number(let text)?: ValueText.grouped(text)
    case .list(let items)?: list(items.compactMap(\.string))
    default: ""
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: say(", ", "、")) }

  private func roles(_ names: [String]) -> String {
    list(names.map { workflow.role($0)?.label.text(in: language, or: $0) ?? $0 })
  }

  private var isAboutPrivateField: Bool { refusal.isUndecided && why == "private" }

  private var privateText: String {
    say(
      "Undecided: '\(refusal.rule)' depends on a private field that you are not shown (\(list(refusal.missing))).",
      "未定：“\(refusal.rule)”取决于未向您显示的私密字段（\(list(refusal.missing))）。")
  }

  private func state(_ name: String) -> String {
    name == "new"
      ? say("not open yet", "尚未立案")
      : workflow.state(name)?.label.text(in: language, or: name) ?? name
  }

  private func action(_ name: String) -> String {
    workflow.action(name)?.label.text(in: language, or: name) ?? name
  }

  private var field: String { workflow.field(name)?.label.text(in: language, or: name) ?? name }

  private var document: String {
    workflow.document(name)?.label.text(in: language, or: name) ?? name
  }

  var what: String {
    if isAboutPrivateField { return privateText }
    switch refusal.kind {
    case .state:
      if let unknown = refusal.arguments["unknown"]?.string {
        return say("There is no action '\(unknown)' here.", "没有名为“\(unknown)”的操作。")
      }
      return say(
        "The case is in '\(state(argument("state")))'; this is not done from there.",
        "个案处于“\(state(argument("state")))”，不能从该状态执行此操作。")
    case .held: return held
    case .role:
      return say("You do not hold a role that may do this.", "您不具备执行此操作的角色。")
    case .only:
      return say("Only the person named in '\(field)' may do this.", "只有“\(field)”所指定的人可以执行。")
    case .applicant:
      return say("This is your own case.", "这是您本人的个案。")
    case .unrelated:
      return say("You are related to the applicant.", "您与申请人有亲属关系。")
    case .distinctFrom:
      return say(
        "You did '\(action(name))' in this case; another person must do this step.",
        "您在本案中执行过“\(action(name))”，此步骤须由他人执行。")
    case .voted:
      return why == "no_vote"
        ? say("You have no vote here to take back.", "您没有可撤回的表决。")
        : say("You have voted already.", "您已表决。")
    case .atMost:
      return say(
        "It was done \(argument("at_most")) times, which is as often as it may be.",
        "已执行 \(argument("at_most")) 次，达到上限。")
    case .after:
      let opens = argument("opens")
      return opens.isEmpty
        ? say("When this opens cannot be reckoned.", "无法计算可执行的时间。")
        : say("It is too early: this opens at \(opens).", "时间未到：\(opens) 起可执行。")
    case .expect:
      return say(
        "The version you saw is not stated or has passed; the case is at \(argument("version")).",
        "未说明您所见的版本，或版本已过；个案现为第 \(argument("version")) 版。")
    case .field: return fieldText
    case .fill: return say("'\(field)' must be filled.", "必须填写“\(field)”。")
    case .document: return documentText
    case .when: return guardText
    case .route:
      return say("Where the case goes next cannot be decided.", "无法确定个案的去向。")
    case .tier: return tierText
    case .benefit: return benefitText
    case .invoice:
      return refusal.isUndecided
        ? say("Hospital and number of the invoice are not known.", "缺少医院名称或发票号码。")
        : say("This invoice is counted already.", "该发票已计入。")
    case .signature:
      return say(
        "What was approved by '\(action(name))' has changed since.",
        "“\(action(name))”所批准的内容此后已更改。")
    case .fund:
      switch why {
      case "absent": return say("There is no fund '\(name)'.", "没有名为“\(name)”的资金。")
      case "closed":
        let year = argument("year")
        return year.isEmpty
          ? say("The fund '\(name)' is closed for this year.", "资金“\(name)”本年度已关闭。")
          : say("\(year) is closed in the fund '\(name)'.", "资金“\(name)”\(year) 年度已关闭。")
      case "frozen":
        let since = argument("from")
        return say(
          "The fund '\(name)' takes no new reservation of this year since \(since).",
          "资金“\(name)”自 \(since) 起本年度不再接受预留。")
      default: return say("The fund '\(name)' has not enough room.", "资金“\(name)”余额不足。")
      }
    case .amount: return amountText
    case .paid:
      return say(
        "Money has been paid on '\(field)'; it can no longer be corrected.",
        "已按“\(field)”付款，不能再更正。")
    case .undoes:
      let rules = list(refusal.arguments["rules"]?.elements?.compactMap(\.string) ?? [])
      return say(
        "It would undo what '\(action(name))' was judged by: \(rules). Send the case back instead.",
        "这将推翻“\(action(name))”所依据的规则：\(rules)。请退回个案重新办理。")
    case .check:
      return argument("result") == "not_needed"
        ? say("The check '\(name)' is not needed here.", "此处不需要核查“\(name)”。")
        : say("The check '\(name)' cannot have this result here.", "核查“\(name)”在此不能得出该结果。")
    }
  }

  private var held: String {
    if refusal.arguments["held"] == .bool(false) {
      return say("The case is not on hold.", "个案未被暂停。")
    }
    if why == "reason" {
      return say("'\(name)' is none of the reasons for a hold.", "“\(name)”不是可用的暂停理由。")
    }
    if why == "until" { return say("The hold would end in the past.", "暂停的截止日期已过。") }
    let reason = argument("reason")
    if reason.isEmpty { return say("The case is on hold.", "个案已暂停。") }
    let label = workflow.hold?.reasons.first { $0.name == reason }?.label
    let text = label?.text(in: language, or: reason) ?? reason
    return say("The case is on hold: \(text).", "个案已暂停：\(text)。")
  }

  private func limit(_ name: String) -> String {
    switch refusal.arguments["limits"]?[name] {
    case .text(let text)?, .number(let text)?: ValueText.grouped(text)
    // The database tells choices with their labels, the engine their names.
    case .list(let items)?: list(items.compactMap { ($0["name"] ?? $0).string })
    default: ""
    }
  }

  private var fieldText: String {
    let column = why.split(separator: ":").map(String.init)
    let reason = column.last ?? why
    let row = argument("row")
    let place =
      switch (column.count > 1, row.isEmpty) {
      case (false, _): say("'\(field)'", "“\(field)”")
      case (true, true): say("'\(field)', '\(column[0])'", "“\(field)”的“\(column[0])”")
      case (true, false):
        say("'\(field)', row \(row), '\(column[0])'", "“\(field)”第 \(row) 行“\(column[0])”")
      }
    switch reason {
    case "not_here":
      return workflow.field(name) == nil
        ? say("There is no field '\(name)'.", "没有名为“\(name)”的字段。")
        : say("\(place) is not filled by this action.", "此操作不填写\(place)。")
    case "type":
      let kind = typeName(ofColumn: column.count > 1 ? column[0] : nil)
      return say("\(place) must be \(typeText(kind)).", "\(place)必须是\(typeText(kind))。")
    case "too_long":
      return say(
        "\(place) is longer than \(limit("max_length")) characters.",
        "\(place)超过 \(limit("max_length")) 个字符。")
    case "pattern":
      return say(
        "\(place) does not have the form \(limit("pattern")).",
        "\(place)不符合格式 \(limit("pattern"))。")
    case "choice":
      return say("\(place) must be one of \(limit("choices")).", "\(place)须为：\(limit("choices"))。")
    case "staff":
      return say("\(place) must name somebody with the role.", "\(place)须指定具备该角色的人员。")
    case "too_many":
      return say(
        "\(place) has more than \(limit("max_rows")) rows.", "\(place)超过 \(limit("max_rows")) 行。")
    case "too_few":
      return say(
        "\(place) needs at least \(limit("min_rows")) rows.", "\(place)至少要有 \(limit("min_rows")) 行。"
      )
    case "decimals":
      return say(
        "\(place) has more than \(limit("scale")) digits after the point.",
        "\(place)小数位数超过 \(limit("scale")) 位。")
    case "too_large": return say("\(place) is too large.", "\(place)数值过大。")
    case "min" where limit("min").isEmpty, "max" where limit("max").isEmpty:
      return say("\(place) is beyond its limits.", "\(place)超出限制。")
    case "min": return say("\(place) is below \(limit("min")).", "\(place)小于 \(limit("min"))。")
    case "max": return say("\(place) is above \(limit("max")).", "\(place)大于 \(limit("max"))。")
    case "absent":
      return say("\(place) has no value.", "\(place)没有值。")
    case "unknown_column":
      return say(
        "\(place) has no column '\(argument("column"))'.", "\(place)没有“\(argument("column"))”一列。")
    default:
      return refusal.isUndecided
        ? say("Whether \(place) is right cannot be decided.", "无法判断\(place)是否正确。")
        : say("\(place) does not pass its check.", "\(place)未通过检查。")
    }
  }

  private func typeName(ofColumn column: String?) -> String {
    guard let type = workflow.field(name)?.type else { return "" }
    guard let column, case .rows(let columns, _, _) = type else { return type.name }
    return columns.first { $0.name == column }?.type.name ?? ""
  }

  private func typeText(_ type: String) -> String {
    switch type {
    case "money": say("an amount such as 4000.00", "金额，例如 4000.00")
    case "decimal": say("a number such as 2.5", "数字，例如 2.5")
    case "integer": say("a whole number", "整数")
    case "date": say("a day such as 2026-03-02", "日期，例如 2026-03-02")
    case "datetime":
      say("an instant such as 2026-03-02T09:00:00+08:00", "时刻，例如 2026-03-02T09:00:00+08:00")
    case "duration": say("a length of time such as 1h30m", "时长，例如 1h30m")
    case "yes_no": say("yes or no", "是或否")
    case "rows", "list": say("a list", "列表")
    default: say("a text", "文字")
    }
  }

  private var documentText: String {
    switch why {
    case "too_old": say("'\(document)' is too old.", "“\(document)”已过期。")
    case "undated": say("'\(document)' has no date of issue.", "“\(document)”没有签发日期。")
    default: say("'\(document)' is missing.", "缺少“\(document)”。")
    }
  }

  private var guardText: String {
    if refusal.isUndecided {
      return say(
        "Whether '\(name)' holds cannot be decided: \(list(refusal.missing)) is not known.",
        "无法判断“\(name)”：缺少 \(list(refusal.missing))。")
    }
    return refusal.say.map { $0.text(in: language, or: name) }
      ?? say("The rule '\(name)' does not hold.", "规则“\(name)”不成立。")
  }

  private var tierText: String {
    if refusal.isUndecided {
      return say(
        "The amount that decides who approves is not known: \(list(refusal.missing)).",
        "无法确定决定审批层级的金额：缺少 \(list(refusal.missing))。")
    }
    let approvers = refusal.arguments["roles"]?.elements?.compactMap(\.string) ?? []
    return approvers.isEmpty
      ? say("Nobody may approve \(argument("amount")).", "无人可批准 \(argument("amount"))。")
      : say(
        "\(argument("amount")) is approved by \(roles(approvers)).",
        "\(argument("amount")) 须由\(roles(approvers))批准。")
  }

  private var amountText: String {
    switch why {
    case "nothing_reserved":
      say("The case has no money reserved.", "本案没有预留资金。")
    case "more_than_reserved" where argument("limit").isEmpty:
      say("More would be paid than is reserved.", "付款将超过预留金额。")
    case "more_than_paid" where argument("limit").isEmpty:
      say("More would be recovered than was paid.", "追回将超过已付金额。")
    case "more_than_reserved":
      say(
        "\(argument("amount")) is more than the \(argument("limit")) reserved.",
        "\(argument("amount")) 超过预留的 \(argument("limit"))。")
    case "more_than_paid":
      say(
        "\(argument("amount")) is more than the \(argument("limit")) paid.",
        "\(argument("amount")) 超过已付的 \(argument("limit"))。")
    case "value":
      say("\(argument("amount")) is no amount of money.", "\(argument("amount")) 不是有效金额。")
    default: say("The amount is not known.", "金额未知。")
    }
  }

  private var benefitClass: String {
    switch name {
    case "subsistence": say("subsistence", "生活")
    case "medical": say("medical", "医疗")
    case "education": say("education", "助学")
    case "seasonal": say("seasonal", "季节性")
    default: name
    }
  }

  /// No more than that there is one: whose it is, and since when, is another case's.
  private var benefitText: String {
    if refusal.isUndecided {
      return say("When the benefit begins or ends is not known.", "待遇的起止日期未知。")
    }
    switch why {
    case "period":
      return say(
        "The benefit would not last from one day to another, ten years at most.",
        "待遇起止日期不成立，或超过十年。")
    case "none":
      return say(
        "No live \(benefitClass) benefit stands in the way of this case.",
        "没有妨碍本案的有效\(benefitClass)类待遇。")
    default:
      let other = argument("case")
      return say(
        "A live \(benefitClass) benefit exists for the person or the household"
          + (other.isEmpty ? "." : ": \(other)."),
        "本人或其家庭已有有效的\(benefitClass)类待遇" + (other.isEmpty ? "。" : "：\(other)。"))
    }
  }

  var rule: String {
    let text = refusal.source.map { ": \($0)" } ?? ""
    return say("Rule: \(refusal.rule)\(text)", "规则：\(refusal.rule)\(text)")
  }

  func fact(_ reading: Refusal.Reading) -> String {
    guard let value = reading.value else {
      return say("\(reading.path) is not known", "\(reading.path) 未知")
    }
    return say("\(reading.path) is ", "\(reading.path) 为 ") + ValueText.text(value)
  }

  var who: String? {
    guard !refusal.who.isEmpty else { return nil }
    return say("Who can: \(roles(refusal.who))", "可执行者：\(roles(refusal.who))")
  }

  var next: String? {
    if isAboutPrivateField {
      return say(
        "Next: read the private field, or act: the database decides.",
        "下一步：先查阅该私密字段；或直接执行，由数据库判定。")
    }
    return switch refusal.kind {
    case .held where why.isEmpty && refusal.arguments["held"] == nil:
      say("Next: resume the case.", "下一步：恢复个案。")
    case .fill, .field: say("Next: give '\(field)' a value that fits.", "下一步：为“\(field)”填写合适的值。")
    case .document: say("Next: attach '\(document)'.", "下一步：附上“\(document)”。")
    case .expect: say("Next: look at the case, then state its version.", "下一步：查看个案，再说明其版本。")
    case .benefit where why == "live":
      say(
        "Next: wait until it ends, or have two people let this case be an exception.",
        "下一步：待其到期，或由两人决定本案例外。")
    case .signature: say("Next: have it approved again.", "下一步：重新审批。")
    case .role, .only, .applicant, .unrelated, .distinctFrom,
      .tier
    where !refusal.who.isEmpty:
      say("Next: ask one of them.", "下一步：请上述人员执行。")
    case .when where refusal.isUndecided:
      say("Next: fill in what is missing.", "下一步：补充缺少的内容。")
    default: nil
    }
  }
}
