internal import CEL

/// What a procedure does: states, checks, deadlines and actions.
extension Facets {
  func state(_ state: Workflow.State) -> Subject {
    var facets = single(
      "phase", .way, say("phase", "阶段"), state.phase, state.phase.map(phrases.phase))
    facets += single(
      "ends", .way, say("outcome", "结局"), state.ends, state.ends.map(phrases.outcome))
    if let deadline = state.deadline { facets += self.deadline(of: deadline) }
    facets += label(state.label)
    let deadline = state.deadline.map { deadline in
      [phrases.within(deadline), phrases.missed(deadline)].compactMap { $0 }
        .joined(separator: say(", ", "，"))
    }
    let summary = [state.ends.map(phrases.outcome), deadline].compactMap { $0 }
    return Subject(
      kind: .state, name: renaming(.state, state.name),
      shown: phrases.name(state.label, state.name), summary: summary.joined(separator: " "),
      weight: .way, facets: facets)
  }

  private func deadline(of deadline: Workflow.Deadline) -> [Facet] {
    times(deadline.within, deadline.of, deadline.remind, deadline.escalateTo)
      + single(
        "deadline.then", .time, say("action when the deadline is missed", "逾期自动操作"),
        deadline.then.map { renaming(.action, $0) },
        deadline.then.map { phrases.quoted(phrases.action($0)) })
  }

  private func times(
    _ within: Period, _ of: String?, _ remind: Period?, _ role: String?
  ) -> [Facet] {
    single(
      "deadline.within", .time, say("deadline", "期限"), within.description, phrases.period(within))
      + single(
        "deadline.of", .time, say("deadline counted from", "期限起算日"),
        of.map { renaming(.field, $0) }, of.map { phrases.quoted(phrases.field($0)) })
      + single(
        "deadline.remind", .time, say("reminder before the end", "到期前提醒"), remind?.description,
        remind.map(phrases.period))
      + single(
        "deadline.escalate_to", .time, say("told when the deadline is missed", "逾期报告对象"),
        role.map { renaming(.role, $0) }, role.map(phrases.role))
  }

  func deadline(_ deadline: Workflow.CaseDeadline) -> Subject {
    var facets = times(deadline.within, deadline.of, deadline.remind, deadline.escalateTo)
    facets += members("deadline.while", .time, say("applies in", "适用环节"), states(deadline.states))
    return Subject(
      kind: .deadline, name: deadline.name, shown: Phrases.spaced(deadline.name),
      summary: phrases.sentence(deadline), weight: .time, facets: facets)
  }

  private func states(_ names: [String]) -> [(code: String, words: String)] {
    names.map { (renaming(.state, $0), phrases.quoted(phrases.state($0))) }
  }

  func check(_ check: Workflow.Check, in state: Workflow.State) -> Subject {
    var facets = members("state", .way, say("step", "环节"), states([state.name]))
    facets += single(
      "role", .authority, say("who gives the result", "核查人"), renaming(.role, check.role),
      phrases.role(check.role))
    facets += single(
      "within", .time, say("deadline", "期限"), check.within?.description,
      check.within.map(phrases.period))
    facets += condition("needed_when", .rule, say("needed when", "需要情形"), check.neededWhen)
    facets += label(check.label)
    let place = phrases.quoted(phrases.state(state.name))
    return Subject(
      kind: .check, name: renaming(.check, check.name),
      shown: phrases.name(check.label, check.name),
      summary: say(
        "at \(place), by \(phrases.role(check.role))", "环节\(place)，核查人\(phrases.role(check.role))"),
      weight: .authority, facets: facets)
  }

  func action(_ action: Workflow.Action) -> Subject {
    let from = action.opensCase ? [say("a new case", "新个案")] : action.from.map(phrases.state)
    let to = phrases.either(action.targets.map { phrases.state($0.state) })
    return Subject(
      kind: .action, name: renaming(.action, action.name),
      shown: phrases.name(action.label, action.name),
      summary: "\(phrases.who(action))\(say(": ", "："))\(phrases.either(from)) → \(to)",
      weight: .authority,
      facets: authority(action) + money(action) + benefit(action) + way(action) + rules(action)
        + label(action.label))
  }

  private func authority(_ action: Workflow.Action) -> [Facet] {
    var facets = members(
      "role", .authority, say("who may do it", "办理人"),
      action.roles.map { (renaming(.role, $0), phrases.role($0)) })
    facets += single(
      "by", .authority, say("taken by", "办理方式"), action.by.rawValue,
      action.by == .person ? say("a person", "人工") : phrases.who(action))
    facets += single(
      "only", .authority, say("only the one named in", "仅限指定者"),
      action.only.map { renaming(.field, $0) },
      action.only.map { phrases.quoted(phrases.field($0)) })
    facets += single(
      "people", .authority, say("people needed", "所需人数"), "\(action.people)",
      phrases.people(action.people))
    facets += members(
      "distinct_from", .authority, say("barred is whoever", "须回避者"),
      action.distinctFrom.map { (code($0), phrases.predecessor($0)) })
    facets += flag(
      "unrelated", .authority, say("relatives of the applicant barred", "申请人亲属回避"),
      action.unrelated)
    facets += flag(
      "while_held", .authority, say("also while on hold", "暂停期间可办理"), action.whileHeld)
    if let tiers = action.tiers {
      facets += condition("tiers.by", .authority, say("tiers by", "分级依据"), tiers.by)
      facets.append(
        Facet(part: "tiers", weight: .authority, title: say("tiers", "分级"), value: .bands(tiers)))
    }
    return facets
  }

  private func money(_ action: Workflow.Action) -> [Facet] {
    let steps = action.money.map { step in
      let amount =
        switch step.amount {
        case .value(let rule): code(rule)
        case .reserved: "reserved"
        case .sent: "sent"
        }
      let payee = [step.payee, step.payeeOf].compactMap { $0 }.map { renaming(.field, $0) }
        .joined(separator: " of ")
      return "\(step.kind.rawValue) \(amount) \(step.fund ?? "") \(payee)"
    }
    return single(
      "money", .money, say("money", "资金"), steps.isEmpty ? nil : steps.joined(separator: "\n"),
      action.money.map(phrases.sentence).joined(separator: say(" ", "")))
  }

  private func benefit(_ action: Workflow.Action) -> [Facet] {
    let code: String? =
      switch action.benefit {
      case nil: nil
      case .end?: "end"
      case .release?: "release"
      case .grant(let benefit)?:
        [
          benefit.kind.rawValue, "\(benefit.length)",
          benefit.from.map { renaming(.field, $0) } ?? "",
          benefit.isPersonal ? "person" : "household",
        ].joined(separator: " ")
      }
    let invoice = action.invoice.map {
      renaming(.field, $0.hospital) + " " + renaming(.field, $0.number)
    }
    return single(
      "benefit", .money, say("benefit", "待遇"), code, action.benefit.map(phrases.sentence))
      + single(
        "invoice", .money, say("invoice", "发票"), invoice, action.invoice.map(phrases.sentence))
  }

  private func way(_ action: Workflow.Action) -> [Facet] {
    let opening = action.opensCase ? [(code: "new", words: say("a new case", "新个案"))] : []
    let targets = action.targets.map { target in
      renaming(.state, target.state) + (target.when.map { " when " + code($0) } ?? "")
    }
    let words = action.targets.map { target in
      phrases.quoted(phrases.state(target.state))
        + (target.when.map { say(" when ", "，条件：") + phrases.phrase($0) } ?? "")
    }
    return members("from", .way, say("taken from", "起始环节"), opening + states(action.from))
      + single(
        "to", .way, say("leads to", "转入"), targets.joined(separator: "; "),
        words.joined(separator: say(", else ", "；否则")))
  }

  private func rules(_ action: Workflow.Action) -> [Facet] {
    var facets = members(
      "fill", .record, say("fields to fill", "填写字段"),
      action.fill.map { (renaming(.field, $0.field), phrases.quoted(phrases.field($0.field))) })
    for fill in action.fill {
      let isOwn = fill.need == .never && !(workflow.field(fill.field)?.isOptional ?? false)
      let title = phrases.quoted(phrases.field(fill.field)) + say(" may be left out", "可不填")
      facets += flag("fill.\(renaming(.field, fill.field))", .rule, title, isOwn)
    }
    facets += members(
      "documents", .rule, say("documents needed", "所需材料"),
      action.documents.map {
        (renaming(.document, $0), phrases.quoted(phrases.document($0)))
      })
    for rule in action.when {
      let title = say("rule ", "规则") + phrases.quoted(Phrases.spaced(rule.name))
      facets += condition("when.\(rule.name)", .rule, title, rule.condition)
      for var facet in label(rule.say ?? Label(), title: title + say(", refusal", "的拒绝说明")) {
        facet.part = "when.\(rule.name).say." + facet.part
        facets.append(facet)
      }
    }
    facets += single(
      "after", .time, say("not before", "最早时间"), action.after?.description,
      action.after.map(phrases.period))
    facets += single(
      "at_most", .rule, say("how often in a case, at most", "每案次数上限"),
      action.atMost.map { "\($0)" }, action.atMost.map(phrases.times))
    facets += single(
      "tell", .wording, say("message to the applicant", "通知申请人"),
      action.tellApplicant.map { renaming(.message, $0) },
      action.tellApplicant.map { phrases.quoted(Phrases.spaced($0)) })
    return facets
  }
}
