import Casebook
import History

/// Why something about units and staff was refused, in words.
enum StaffingText {
  /// - Parameters:
  ///   - rule: the rule's name in the database's answer.
  ///   - subject: the unit or login that it refers to.
  ///   - arguments: what the rule looked at.
  static func text(_ rule: String, of subject: String, _ arguments: JSON) -> String {
    func text(_ key: String) -> String { arguments[key].map { Listing.text(of: $0) } ?? "" }
    let circle = (arguments["circle"]?.elements ?? []).compactMap(\.text)
    switch rule {
    case "code": return say("the code is missing or too long (40 at most)", "缺少代码或代码过长（最多 40 字）")
    case "name": return say("the name is missing or too long", "缺少名称或名称过长")
    case "kind":
      return say("the kind is federation, union or workshop", "类型应为 federation、union 或 workshop")
    case "twice": return say("is in row \(text("first")) already", "已在第 \(text("first")) 行出现")
    case "exists":
      return say(
        "is in the tree otherwise: \(text("name")), under \(text("parent")); see casework unit move",
        "组织树中已有且内容不同：\(text("name"))，上级 \(text("parent"))；参见 casework unit move")
    case "cycle":
      return circle.isEmpty
        ? say("belongs to itself", "以自身为上级")
        : say("goes in a circle: ", "形成循环：") + circle.joined(separator: " → ")
    case "parent": return say("there is no unit \(text("parent"))", "没有单位 \(text("parent"))")
    case "parent_rejected":
      return say("its parent \(text("parent")) is refused", "其上级 \(text("parent")) 被拒绝")
    case "retired":
      return say(
        "is retired since \(Timestamps.local(text("at"))), by \(text("by"))",
        "已于 \(Timestamps.local(text("at"))) 由 \(text("by")) 办理离岗")
    case "period": return say("the grant would end before it begins", "授权的截止早于起始")
    case "incompatible":
      let place =
        text("programme").isEmpty
        ? "" : say(" (in \(text("programme")))", "（项目 \(text("programme"))）")
      return say(
        "holds the role \(text("with")) as \(text("login"))\(place), which does not go with \(text("role"))",
        "已以 \(text("login")) 持有角色 \(text("with"))\(place)，与 \(text("role")) 互斥")
    case "login_used":
      return say(
        "was the login of \(text("name")); for the same person add --person \(text("person")), else choose another login",
        "曾是 \(text("name")) 的登录名；同一人请加 --person \(text("person"))，否则请另选登录名")
    case "same_person": return say("is the same person", "是同一人")
    case "own_favour": return say("cannot propose this for themselves", "不能为自己提出")
    case "too_long": return say("would stand in for more than 400 days", "代理期限超过 400 天")
    case "not_delegable": return say("is not a role that can be lent", "此角色不能委托")
    case "not_held": return notHeld(arguments)
    case "chain":
      return say(
        "holds \(text("role")) for \(text("for")), and cannot hand it on",
        "系代 \(text("for")) 持有角色 \(text("role"))，不能转委托")
    case "overlap" where text("for").isEmpty:
      return say(
        "acts for somebody else as \(text("role")) at that time",
        "在该期间已代理他人的角色 \(text("role"))")
    case "overlap":
      return say(
        "meets delegation \(text("delegation")): \(text("to")) acts for \(text("for")) as \(text("role")) until \(Timestamps.local(text("until")))",
        "与代理 \(text("delegation")) 重叠：\(text("to")) 代理 \(text("for")) 的角色 \(text("role"))，至 \(Timestamps.local(text("until")))"
      )
    case "holds_it":
      return say("holds the role \(text("role")) there already", "在该范围内已持有角色 \(text("role"))")
    case "beyond":
      return say("administers less than this reaches", "其管理范围小于此项委托")
    case "published":
      return say("version \(text("version")) is published already", "第 \(text("version")) 版此前已发布")
    case "newer":
      return say(
        "version \(text("newer")) is published, and newer than \(text("version"))",
        "已发布更新的第 \(text("newer")) 版，新于第 \(text("version")) 版")
    case "publishers":
      return say(
        "Two people must be able to publish; \(text("have")) can: grant \(list(arguments, "roles"))",
        "须有两人可以发布，现有 \(text("have")) 人；请授予 \(list(arguments, "roles"))")
    case "queue":
      return say("still has open cases: ", "仍有在办个案：") + cases(arguments)
        + say("; name who takes them with --to", "；请用 --to 指定接手人")
    case "successor":
      return say("cannot take these cases: ", "不能接手这些个案：") + cases(arguments)
    default: return rule
    }
  }

  /// Whether a refusal is of this kind, wherever it comes from.
  static func isAbout(_ refusal: Casebook.Refusal) -> Bool {
    let action = refusal.action ?? ""
    return ["delegate", "publication", "workflow_publish"].contains(action)
      || action.hasPrefix("staff_") || action.hasPrefix("unit_")
  }

  private static func list(_ arguments: JSON, _ key: String) -> String {
    (arguments[key]?.elements ?? []).compactMap(\.text).joined(separator: say(" or ", " 或 "))
  }

  private static func notHeld(_ arguments: JSON) -> String {
    let role = arguments["role"]?.text ?? ""
    let held = (arguments["held"]?.elements ?? []).map { grant in
      let place = ["programme", "unit"].compactMap { grant[$0]?.text }
      let until = grant["until"]?.text.map { say("until ", "至 ") + Timestamps.local($0) }
      let parts = place + [until].compactMap { $0 }
      return parts.isEmpty ? say("everywhere", "全部范围") : parts.joined(separator: " ")
    }
    let all = held.isEmpty ? say("nowhere", "无") : held.joined(separator: "; ")
    return say(
      "does not hold \(role) there for all of that time (but: \(all))",
      "在该范围和全部期间内不持有角色 \(role)（现有：\(all)）")
  }

  private static func cases(_ arguments: JSON) -> String {
    let all = arguments["cases"]?.elements ?? []
    let shown = all.prefix(20).map { item in
      let number = item["case"]?.text ?? ""
      guard let why = item["why"]?.text else { return number }
      return why == "applicant"
        ? number + say(" (is the applicant)", "（系申请人本人）")
        : number
          + say(
            " (lacks the role for \(item["field"]?.text ?? ""))",
            "（缺少 \(item["field"]?.text ?? "") 所需角色）")
    }
    return shown.joined(separator: ", ") + (all.count > shown.count ? " … (\(all.count))" : "")
  }
}

extension Failure {
  /// What a change of units or staff was refused for; none of it is about a case.
  init(staffing refusal: Casebook.Refusal) {
    let lines = refusal.items.map { item in
      "- " + (item.reference.map { $0 + " " } ?? "")
        + StaffingText.text(item.rule, of: item.reference ?? "", item.detail["args"] ?? .null)
    }
    self.init(
      .refused, say("This is refused; nothing was changed.", "此操作被拒绝；未作任何改动。"),
      details: lines, data: refusal.detail)
  }

  /// Runs a use case of units or staff; its refusals in their own words.
  static func ofStaffing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch CasebookError.refused(let refusal) {
      throw Failure(staffing: refusal)
    }
  }
}

extension StaffingText {
  /// Why a row of a file was refused, in one line.
  static func reason(_ error: CasebookError) -> String {
    if case .refused(let refusal) = error {
      return refusal.items.map {
        text($0.rule, of: $0.reference ?? "", $0.detail["args"] ?? .null)
      }.joined(separator: "; ")
    }
    let failure = Failure(error)
    return ([failure.message] + failure.details).joined(separator: " ")
  }
}
