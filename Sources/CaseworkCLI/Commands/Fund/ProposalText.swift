import Casebook
import History

/// Proposals in words.
enum ProposalText {
  /// The group of commands in which a kind is decided.
  static func group(of kind: String) -> String { kind.hasPrefix("fund_") ? "fund" : "proposal" }

  /// What would be done, in a few words.
  static func what(_ proposal: Proposal) -> String {
    let arguments = proposal.arguments
    func text(_ key: String) -> String { arguments[key].map { Listing.text(of: $0) } ?? "" }
    switch proposal.kind {
    case "fund_allot":
      return say(
        "\(text("amount")) to \(text("fund")) \(text("year"))",
        "\(text("fund")) \(text("year")) 年划拨 \(text("amount"))")
    case "fund_transfer":
      return say(
        "\(text("amount")) from \(text("from")) to \(text("to")), \(text("year"))",
        "\(text("year")) 年从 \(text("from")) 调剂 \(text("amount")) 至 \(text("to"))")
    case "fund_freeze_year":
      return say(
        "\(text("fund")) \(text("year")) frozen from \(text("freeze_from"))",
        "\(text("fund")) \(text("year")) 年自 \(text("freeze_from")) 冻结")
    case "fund_close_year":
      let isCarried = text("rule") == "carry"
      return isCarried
        ? say(
          "\(text("fund")) \(text("year")) closed, reservations carried",
          "关闭 \(text("fund")) \(text("year")) 年，预留结转")
        : say(
          "\(text("fund")) \(text("year")) closed, reservations released",
          "关闭 \(text("fund")) \(text("year")) 年，预留释放")
    case "fund_reopen":
      return say(
        "\(text("fund")) \(text("year")) opened again", "重开 \(text("fund")) \(text("year")) 年")
    case "delegation":
      let place = ["programme", "unit"].map(text).filter { !$0.isEmpty }.joined(separator: ", ")
      let until = Timestamps.local(text("until"))
      return say(
        "\(text("to")) acts for \(text("for")) as \(text("role"))"
          + (place.isEmpty ? "" : " (\(place))") + " until \(until)",
        "\(text("to")) 代理 \(text("for")) 的角色 \(text("role"))"
          + (place.isEmpty ? "" : "（\(place)）") + "，至 \(until)")
    case "workflow_publish":
      return say(
        "publish \(text("workflow")) version \(text("version"))",
        "发布流程 \(text("workflow")) 第 \(text("version")) 版")
    case "benefit_override":
      return say(
        "\(text("case")) is granted although a live \(text("class")) benefit exists",
        "\(text("case")) 虽已有有效的 \(text("class")) 类待遇，仍予办理")
    case "person_erase":
      return say(
        "person \(text("person")) erased for good", "永久删除人员 \(text("person")) 的信息")
    default:
      let parts = (arguments.members ?? []).map { "\($0.key) \(Listing.text(of: $0.value))" }
      return ([proposal.kind] + parts).joined(separator: " ")
    }
  }

  /// What a confirmation came to.
  static func done(_ answer: JSON) -> String {
    func text(_ key: String) -> String { answer[key].map { Listing.text(of: $0) } ?? "" }
    switch text("kind") {
    case "fund_allot":
      return say(
        "\(text("fund")) \(text("year")): \(text("allotted")) allotted, \(text("room")) left.",
        "\(text("fund")) \(text("year"))：额度 \(text("allotted"))，余额 \(text("room"))。")
    case "fund_transfer":
      return say(
        "\(text("from")) \(text("year")) has \(text("room")) left, \(text("to")) \(text("room_to")).",
        "\(text("year")) 年余额：\(text("from")) \(text("room"))，\(text("to")) \(text("room_to"))。")
    case "fund_freeze_year":
      return say(
        "\(text("fund")) \(text("year")) takes no new reservation from \(text("freeze_from")).",
        "\(text("fund")) \(text("year")) 自 \(text("freeze_from")) 起不再接受预留。")
    case "fund_close_year":
      return say(
        "\(text("fund")) \(text("year")) is closed: \(text("paid")) paid, \(text("carried")) carried, "
          + "\(text("released")) released, \(text("lapsed")) lapsed.",
        "\(text("fund")) \(text("year")) 已关闭：支付 \(text("paid"))，结转 \(text("carried"))，"
          + "释放 \(text("released"))，收回 \(text("lapsed"))。")
    case "fund_reopen":
      return say(
        "\(text("fund")) \(text("year")) is open again.", "\(text("fund")) \(text("year")) 已重开。")
    case "delegation":
      return say(
        "\(text("to")) acts for \(text("for")) as \(text("role")) until \(Timestamps.local(text("until"))).",
        "\(text("to")) 代理 \(text("for")) 的角色 \(text("role"))，至 \(Timestamps.local(text("until")))。")
    case "workflow_publish":
      return say(
        "New cases of \(text("workflow")) follow version \(text("version")) from now on.",
        "\(text("workflow")) 的新个案自此适用第 \(text("version")) 版。")
    case "benefit_override":
      return say(
        "\(text("case")): the live \(text("class")) benefit stands in its way no longer.",
        "\(text("case"))：有效的 \(text("class")) 类待遇不再妨碍本案。")
    case "person_erase":
      return say(
        "Erased: \(text("payloads")) entries' contents of \(text("cases")) cases. Copies: see docs/confidentiality.md.",
        "已删除：\(text("cases")) 个个案的 \(text("payloads")) 条记录内容。副本的处理见 docs/confidentiality.md。")
    default:
      return say("Proposal \(text("proposal")) is done.", "提议 \(text("proposal")) 已生效。")
    }
  }
}

extension Context {
  /// Says what waits for whom; programs get the database's own answer.
  func show(_ proposal: Proposal, as format: OutputFormat) {
    guard format == .table else { return show(Record(proposal.data), as: format) }
    let what = ProposalText.what(proposal)
    output.writeLine(
      say(
        "Proposal \(proposal.number): \(what). Somebody else confirms it:",
        "提议 \(proposal.number)：\(what)。须由另一人确认："))
    let who = proposal.confirmers.joined(separator: ", ")
    output.writeLine(
      "  casework \(ProposalText.group(of: proposal.kind)) confirm \(proposal.number)"
        + (who.isEmpty
          ? say("  (nobody could do it today)", "（目前没有人员可以确认）") : "  (\(who))"))
  }

  /// Decides a proposal under a journalled request.
  func decide(
    _ options: RequestOptions, over session: Session, _ number: Int64, approve: Bool,
    reason: String?
  ) throws -> JSON {
    do {
      return try send(
        options, over: session, approve ? "fund confirm" : "fund reject",
        [String(number), reason]
      ) { id in
        try session.decide(proposal: number, approve: approve, reason: reason, request: id)
      }
    } catch CasebookError.notFound {
      throw Failure(
        .refused,
        say(
          "There is no proposal \(number), or it is not yours to decide.",
          "没有提议 \(number)，或您无权决定。"),
        next: ["casework proposal list"])
    }
  }
}
