internal import CEL

/// Writes the chapters of a handbook.
struct HandbookAuthor {
  let workflow: Workflow
  let digest: String
  let phrases: Phrases

  init(workflow: Workflow, digest: String, language: DiagnosticLanguage) {
    self.workflow = workflow
    self.digest = digest
    phrases = Phrases(workflow: workflow, language: language)
  }

  func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  func blocks(drawing: String?) -> [HandbookBlock] {
    opening + road(drawing) + whoMayDoWhat + steps + form + documents + facts + deadlines + hold
      + messages + promises
  }

  // MARK: - Opening

  private var opening: [HandbookBlock] {
    let tier = [
      1: say("normal", "普通"), 2: say("sensitive", "敏感"),
      3: say("counselling, confidential", "咨询，保密"),
    ]
    let name = phrases.name(workflow.label, workflow.name)
    return [
      .heading(1, name, anchor: "top"),
      .paragraph(
        HandbookSpan.parse(
          say(
            "Handbook of the procedure `\(workflow.name)`, version \(workflow.version). Case numbers begin with \(workflow.number). Days are counted by the calendar `\(workflow.calendar)`; amounts are in \(workflow.currency); confidentiality: \(tier[workflow.confidentiality] ?? "").",
            "流程 `\(workflow.name)` 手册，版本 \(workflow.version)。个案编号以 \(workflow.number) 开头；日期按日历 `\(workflow.calendar)` 计算；金额币种 \(workflow.currency)；密级：\(tier[workflow.confidentiality] ?? "")。"
          ))),
      .paragraph(
        HandbookSpan.parse(
          say(
            "Written from the file with SHA-256 `\(digest)`; a case stays under the edition it was opened under.",
            "依据 SHA-256 为 `\(digest)` 的流程文件生成；个案始终适用开立时的版本。"))),
    ]
  }

  private func road(_ drawing: String?) -> [HandbookBlock] {
    let picture = Picture(workflow, language: phrases.language)
    let road = picture.chart.road.map(phrases.state).joined(separator: " → ")
    return [
      .heading(2, say("The road of a case", "个案的流程"), anchor: "road"),
      .paragraph([.text(say("The usual way: ", "一般流程：")), .strong(road)]),
      .picture(mermaid: picture.mermaid, drawing: drawing, text: picture.text()),
    ]
  }

  // MARK: - Who may do what

  private var whoMayDoWhat: [HandbookBlock] {
    let rows: [[[HandbookSpan]]] = workflow.actions.map { action in
      let roles = Phrases.roles(of: action)
      let marks: [[HandbookSpan]] = workflow.roles.map { role in
        guard roles.contains(role.name) else { return [] }
        let isNamed = action.only != nil
        return [.text(action.tiers != nil ? "¤" : isNamed ? "◐" : "●")]
      }
      let clock: [HandbookSpan] = action.by == .person ? [] : [.text("●")]
      return [[link(action)]] + marks + [clock]
    }
    return [
      .heading(2, say("Who may do what", "职责权限"), anchor: "who"),
      .table(
        head: [say("Action", "操作")] + workflow.roles.map { phrases.name($0.label, $0.name) }
          + [say("by itself", "系统自动")],
        rows: rows, isMatrix: true),
      .paragraph([
        .text(
          say(
            "● may do it · ◐ may do it if the form names them · ¤ decides by amount, see the action",
            "● 可以办理 · ◐ 表单所指定者可以办理 · ¤ 按金额分级，见该操作"))
      ]),
    ]
  }

  // MARK: - Steps

  private var steps: [HandbookBlock] {
    let chart = Picture(workflow, language: phrases.language).chart
    var blocks: [HandbookBlock] = [
      .heading(2, say("Step by step", "各环节办理要求"), anchor: "steps")
    ]
    var told: Set<String> = []
    let opening = workflow.openingActions
    if !opening.isEmpty {
      blocks.append(
        .heading(3, say("Opening a case", "开立个案"), anchor: "opening"))
      for action in opening where told.insert(action.name).inserted {
        blocks += chapter(on: action)
      }
    } else {
      let starters = workflow.actions.filter { $0.from.contains(workflow.start) }
      let roles = starters.flatMap(Phrases.roles).reduce(into: [String]()) { all, role in
        if !all.contains(role) { all.append(role) }
      }
      blocks.append(
        .paragraph([
          .text(
            say(
              "A case is opened by \(phrases.either(roles.map(phrases.role))) and begins in ",
              "个案由\(phrases.either(roles.map(phrases.role)))开立，首个环节为")),
          stateLink(workflow.start), .text(say(".", "。")),
        ]))
    }
    for lane in chart.lanes where !lane.isEnd {
      if let phase = lane.phase {
        blocks.append(.heading(3, phrases.phase(phase), anchor: "phase-\(phase)"))
      }
      for state in lane.states {
        blocks += chapter(on: state)
        let here = workflow.actions.filter { $0.from.contains(state.name) }
        for action in here where told.insert(action.name).inserted {
          blocks += chapter(on: action)
        }
      }
    }
    return blocks + ends
  }

  private func chapter(on state: Workflow.State) -> [HandbookBlock] {
    var blocks: [HandbookBlock] = [
      .heading(4, phrases.name(state.label, state.name), anchor: "state-\(state.name)")
    ]
    if let outcome = state.ends {
      blocks.append(
        .note(
          "■", [.text(say("A case ends here; outcome: ", "个案在此结束；结果：") + phrases.outcome(outcome))])
      )
    }
    if let deadline = state.deadline {
      blocks.append(.note("◷", HandbookSpan.parse(phrases.sentence(deadline))))
    }
    for check in state.checks {
      var text = phrases.check(check)
      if let condition = check.neededWhen {
        text += say(", needed when ", "，以下情形需要：") + phrases.phrase(condition)
      }
      blocks.append(.note("☐", HandbookSpan.parse(say("Check: ", "核查：") + text)))
    }
    let rows: [[[HandbookSpan]]] = workflow.actions.filter { $0.from.contains(state.name) }.map {
      [[link($0)], [.text(phrases.who($0))], leads($0, from: state.name)]
    }
    if !rows.isEmpty {
      blocks.append(
        .table(
          head: [say("What can be done", "可办理的操作"), say("Who", "办理人"), say("Leads to", "转入")],
          rows: rows, isMatrix: false))
    }
    return blocks
  }

  private func leads(_ action: Workflow.Action, from state: String) -> [HandbookSpan] {
    action.targets.enumerated().flatMap { index, target -> [HandbookSpan] in
      let comma: [HandbookSpan] = index == 0 ? [] : [.text(say("; ", "；"))]
      let place: HandbookSpan =
        target.state == state ? .text(say("stays here", "留在本环节")) : stateLink(target.state)
      return comma + [place]
        + condition(of: target, isFirst: index == 0, count: action.targets.count)
    }
  }

  private func condition(
    of target: Workflow.Target, isFirst: Bool, count: Int
  ) -> [HandbookSpan] {
    if let condition = target.when {
      return HandbookSpan.parse(say(" when ", "，条件：") + phrases.phrase(condition))
    }
    return count > 1 ? [.text(say(" otherwise", "，其他情形"))] : []
  }

  private var ends: [HandbookBlock] {
    let rows: [[[HandbookSpan]]] = workflow.states.filter { $0.isFinal && $0.phase == nil }.map {
      [[.strong(phrases.name($0.label, $0.name))], [.text(phrases.outcome($0.ends ?? ""))]]
    }
    return [
      .heading(3, say("How a case can end", "个案的结局"), anchor: "ends"),
      .table(head: [say("End", "结局"), say("Outcome", "结果")], rows: rows, isMatrix: false),
    ]
  }

  // MARK: - Links

  func link(_ action: Workflow.Action) -> HandbookSpan {
    .link(phrases.name(action.label, action.name), anchor: "action-\(action.name)")
  }

  func stateLink(_ name: String) -> HandbookSpan {
    let isEnd = workflow.state(name).map { $0.isFinal && $0.phase == nil } ?? false
    return .link(phrases.state(name), anchor: isEnd ? "ends" : "state-\(name)")
  }
}
