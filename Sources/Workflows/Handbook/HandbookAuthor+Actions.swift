internal import CEL

extension HandbookAuthor {
  /// All about one action, told where a case can first come to it.
  func chapter(on action: Workflow.Action) -> [HandbookBlock] {
    var lines: [[HandbookSpan]] = [who(action), fromTo(action)]
    lines += needs(action) + conditions(action) + signatures(action) + effects(action)
    return [
      .heading(5, phrases.name(action.label, action.name), anchor: "action-\(action.name)"),
      .paragraph([.code(action.name)]), .bullets(lines),
    ] + fieldTable(action) + tierTable(action)
  }

  private func who(_ action: Workflow.Action) -> [HandbookSpan] {
    var line: [HandbookSpan] = [.strong(say("Who: ", "办理人："))]
    switch action.by {
    case .person: line.append(.text(phrases.who(action)))
    case .clock:
      line.append(
        .text(say("nobody; it happens by itself when a deadline is missed", "无须人工，逾期自动办理")))
    case .batch, .bank: line.append(.text(phrases.who(action)))
    }
    return line
  }

  private func fromTo(_ action: Workflow.Action) -> [HandbookSpan] {
    var line: [HandbookSpan] = [.strong(say("Way: ", "流转："))]
    if action.opensCase { line.append(.text(say("opens a case", "开立个案"))) }
    for (index, state) in action.from.enumerated() {
      if index > 0 { line.append(.text(say(", ", "、"))) }
      line.append(stateLink(state))
    }
    line.append(.text(" → "))
    for (index, target) in action.targets.enumerated() {
      if index > 0 { line.append(.text(say("; ", "；"))) }
      line.append(stateLink(target.state))
      if let condition = target.when {
        line += HandbookSpan.parse(say(" when ", "，条件：") + phrases.phrase(condition))
      } else if action.targets.count > 1 {
        line.append(.text(say(" otherwise", "，其他情形")))
      }
    }
    return line
  }

  private func needs(_ action: Workflow.Action) -> [[HandbookSpan]] {
    guard !action.documents.isEmpty else { return [] }
    let names = action.documents.map { name in
      let document = workflow.document(name)
      let terms = document.map(phrases.terms) ?? ""
      return phrases.document(name) + (terms.isEmpty ? "" : phrases.bracketed(terms))
    }
    return [
      [.strong(say("Documents: ", "材料："))]
        + HandbookSpan.parse(names.joined(separator: say("; ", "；")))
    ]
  }

  /// What the one fact is that a rule asks for: ` (that is: income per head is at most …)`.
  private func meaning(of rule: Guard) -> String {
    guard rule.facts.count == 1, let fact = workflow.fact(rule.facts[0]),
      let words = phrases.words(fact.value)
    else { return "" }
    let name = phrases.fact(fact.name)
    return phrases.bracketed(say("\(name): \(words)", "\(name)：\(words)"))
  }

  private func conditions(_ action: Workflow.Action) -> [[HandbookSpan]] {
    var lines: [[HandbookSpan]] = action.when.map { rule in
      var line: [HandbookSpan] = [.strong(say("Rule: ", "规则："))]
      line += HandbookSpan.parse(phrases.phrase(rule.condition) + meaning(of: rule.condition))
      if let text = rule.say?.text(in: phrases.language.rawValue, or: "") {
        line.append(.text(say(". Else it is refused: “\(text)”", "。否则不予办理：“\(text)”")))
      }
      return line
    }
    if let period = action.after {
      lines.append([
        .strong(say("Not before: ", "最早时间：")),
        .text(
          say("\(phrases.period(period)) after arriving there", "进入该环节满\(phrases.period(period))后")),
      ])
    }
    if let most = action.atMost {
      lines.append([
        .strong(say("How often: ", "次数：")),
        .text(say("at most \(phrases.times(most)) in a case", "每个个案最多\(most)次")),
      ])
    }
    if action.whileHeld {
      lines.append([
        .strong(say("On hold: ", "暂停期间：")),
        .text(say("also while the case is on hold", "个案暂停期间也可办理")),
      ])
    }
    return lines
  }

  private func signatures(_ action: Workflow.Action) -> [[HandbookSpan]] {
    var lines: [[HandbookSpan]] = []
    if let eyes = phrases.fourEyes(action) {
      lines.append([.strong(say("Four eyes: ", "回避：")), .text(eyes)])
    }
    if action.unrelated {
      lines.append([
        .strong(say("Relatives: ", "亲属回避：")),
        .text(say("nobody related to the applicant may do it", "与申请人有亲属关系的人员不得办理")),
      ])
    }
    if action.people > 1 {
      lines.append([
        .strong(say("Signatures: ", "会签：")),
        .text(
          say(
            "\(phrases.people(action.people)), each once, during one stay there",
            "须\(action.people)人各办理一次，在同一环节停留期间有效")),
      ])
    }
    return lines
  }

  private func effects(_ action: Workflow.Action) -> [[HandbookSpan]] {
    var lines = action.money.map { step in
      [.strong(say("Money: ", "资金："))] + HandbookSpan.parse(phrases.sentence(step))
    }
    if let benefit = action.benefit {
      lines.append(
        [.strong(say("Benefit: ", "待遇："))] + HandbookSpan.parse(phrases.sentence(benefit)))
    }
    if let invoice = action.invoice {
      lines.append(
        [.strong(say("Invoice: ", "发票："))] + HandbookSpan.parse(phrases.sentence(invoice)))
    }
    if let message = action.tellApplicant.flatMap(workflow.message) {
      lines.append([
        .strong(say("Message to the applicant: ", "通知申请人：")),
        .text(say("“", "“") + phrases.message(message) + "”"),
      ])
    }
    return lines
  }

  private func fieldTable(_ action: Workflow.Action) -> [HandbookBlock] {
    guard !action.fill.isEmpty else { return [] }
    let rows: [[[HandbookSpan]]] = action.fill.map { fill in
      let field = workflow.field(fill.field)
      return [
        [.text(phrases.field(fill.field))],
        HandbookSpan.parse(field.map { phrases.holds($0.type) } ?? ""), need(fill, field),
      ]
    }
    return [
      .table(
        head: [say("To fill in", "填写内容"), say("What", "格式"), say("Required", "是否必填")], rows: rows,
        isMatrix: false)
    ]
  }

  private func need(_ fill: Workflow.Fill, _ field: Workflow.Field?) -> [HandbookSpan] {
    switch fill.need {
    case .always: [.text(say("yes", "是"))]
    case .never: [.text(say("no", "否"))]
    case .when:
      HandbookSpan.parse(
        say("when ", "以下情形：") + (field?.requiredWhen.map(phrases.phrase) ?? ""))
    }
  }

  private func tierTable(_ action: Workflow.Action) -> [HandbookBlock] {
    guard let tiers = action.tiers else { return [] }
    let rows: [[[HandbookSpan]]] = zip(phrases.limits(tiers), tiers.bands).map { limit, band in
      [
        [.text(limit)], [.text(phrases.who(band))],
        [.text(band.documents.map(phrases.document).joined(separator: say(", ", "、")))],
      ]
    }
    let subject = phrases.phrase(tiers.by)
    return [
      .table(
        head: [
          subject.replacing("`", with: "") + phrases.bracketed(workflow.currency),
          say("Who decides", "审批人"), say("Further documents", "另需材料"),
        ], rows: rows, isMatrix: false)
    ]
  }
}
