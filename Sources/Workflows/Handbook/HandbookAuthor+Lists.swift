internal import CEL

extension HandbookAuthor {
  var form: [HandbookBlock] {
    let rows: [[[HandbookSpan]]] = workflow.fields.map { field in
      var remarks: [String] = []
      if let condition = field.requiredWhen {
        remarks.append(say("required when ", "以下情形必填：") + phrases.phrase(condition))
      }
      if field.isOptional { remarks.append(say("never required", "选填")) }
      if let check = field.check {
        remarks.append(say("must hold: ", "须满足：") + phrases.phrase(check))
      }
      if let readers = field.readers {
        let names = readers.map(phrases.role).joined(separator: say(", ", "、"))
        remarks.append(
          say("shown only to \(names), after a recorded reading", "仅\(names)登记查阅后可见"))
      } else if field.isPrivate {
        remarks.append(say("shown only after a recorded reading", "登记查阅后方可显示"))
      }
      if field.isSigned {
        remarks.append(say("signed: a change voids approvals", "已签批内容：更改后原审批失效"))
      }
      return [
        [.text(phrases.name(field.label, field.name))], [.code(field.name)],
        HandbookSpan.parse(phrases.holds(field.type)),
        HandbookSpan.parse(remarks.joined(separator: say("; ", "；"))),
      ]
    }
    return rows.isEmpty
      ? []
      : [
        .heading(2, say("The form", "表单"), anchor: "form"),
        .table(
          head: [say("Field", "字段"), say("Name", "名称"), say("Holds", "内容"), say("Remarks", "说明")],
          rows: rows, isMatrix: false),
      ]
  }

  var documents: [HandbookBlock] {
    let rows: [[[HandbookSpan]]] = workflow.documents.map { document in
      let terms = phrases.terms(document)
      let users = workflow.actions.filter { action in
        action.documents.contains(document.name)
          || action.tiers?.bands.contains { $0.documents.contains(document.name) } ?? false
      }
      let links = users.enumerated().flatMap { index, action -> [HandbookSpan] in
        (index == 0 ? [] : [.text(say(", ", "、"))]) + [link(action)]
      }
      return [
        [.text(phrases.name(document.label, document.name))],
        HandbookSpan.parse(terms.isEmpty ? say("always", "始终需要") : terms), links,
      ]
    }
    return rows.isEmpty
      ? []
      : [
        .heading(2, say("Documents", "材料"), anchor: "documents"),
        .table(
          head: [say("Document", "材料"), say("When", "要求"), say("For", "用于")], rows: rows,
          isMatrix: false),
      ]
  }

  var facts: [HandbookBlock] {
    let rows: [[[HandbookSpan]]] = workflow.facts.map { fact in
      [
        [.text(Phrases.spaced(fact.name))],
        HandbookSpan.parse(phrases.words(fact.value) ?? ""), [.code(fact.value.expression.source)],
      ]
    }
    return rows.isEmpty
      ? []
      : [
        .heading(2, say("Facts and figures the rules use", "规则所用的标准和数值"), anchor: "facts"),
        .table(
          head: [say("Fact", "名称"), say("In words", "含义"), say("Formula", "公式")], rows: rows,
          isMatrix: false),
      ]
  }

  var deadlines: [HandbookBlock] {
    guard !workflow.deadlines.isEmpty else { return [] }
    return [
      .heading(2, say("Deadlines across steps", "跨环节期限"), anchor: "deadlines"),
      .bullets(
        workflow.deadlines.map { deadline in
          [.strong(Phrases.spaced(deadline.name) + say(": ", "："))]
            + HandbookSpan.parse(phrases.sentence(deadline))
        }),
    ]
  }

  var hold: [HandbookBlock] {
    guard let hold = workflow.hold else { return [] }
    let who = phrases.either(hold.roles.map(phrases.role))
    return [
      .heading(2, say("Putting a case on hold", "暂停办理"), anchor: "hold"),
      .paragraph([
        .text(
          say(
            "\(who) may put a case on hold and resume it. Meanwhile the clocks of its steps stand still. The reasons:",
            "\(who)可以暂停和恢复个案；暂停期间各环节期限停止计算。暂停原因："))
      ]), .bullets(hold.reasons.map { [.text(phrases.name($0.label, $0.name))] }),
    ]
  }

  var messages: [HandbookBlock] {
    guard !workflow.messages.isEmpty else { return [] }
    return [
      .heading(2, say("Messages", "通知"), anchor: "messages"),
      .bullets(
        workflow.messages.map { message in
          [
            .strong(Phrases.spaced(message.name) + say(": ", "：")),
            .text(phrases.message(message)),
          ]
        }),
    ]
  }

  /// The sentences under `always:`.
  var promises: [HandbookBlock] {
    guard !workflow.always.isEmpty else { return [] }
    return [
      .heading(2, say("What always holds", "始终成立的保证"), anchor: "always"),
      .paragraph([
        .text(
          say(
            "Each sentence is proved of every road a case can take, before the procedure is used.",
            "以下各条在流程启用前已对个案可能经过的所有路径逐一证明。"))
      ]), .bullets(workflow.always.map { HandbookSpan.parse(phrases.sentence($0.claim)) }),
    ]
  }
}
