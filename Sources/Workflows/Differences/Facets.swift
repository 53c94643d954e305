internal import CEL

/// Takes a procedure apart into what can differ.
struct Facets {
  let workflow: Workflow
  let phrases: Phrases
  var renaming = Renaming()

  func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  func subjects(_ kind: Subject.Kind) -> [Subject] {
    switch kind {
    case .workflow: [procedure]
    case .role: workflow.roles.map { named($0, .role, .authority) }
    case .message: workflow.messages.map { named($0, .message, .wording) }
    case .reason: (workflow.hold?.reasons ?? []).map { named($0, .reason, .rule) }
    case .field: workflow.fields.map(field)
    case .document: workflow.documents.map(document)
    case .fact: workflow.facts.map(fact)
    case .check: workflow.states.flatMap { state in state.checks.map { check($0, in: state) } }
    case .state: workflow.states.map(state)
    case .deadline: workflow.deadlines.map(deadline)
    case .action: workflow.actions.map(action)
    case .always: workflow.always.map(sentence)
    case .test: workflow.scenarios.map(test)
    }
  }

  // MARK: - Values

  func single(
    _ part: String, _ weight: Differences.Change.Weight, _ title: String, _ value: String?,
    _ words: String? = nil
  ) -> [Facet] {
    guard let value else { return [] }
    return [
      Facet(
        part: part, weight: weight, title: title, value: .single(code: value, words: words ?? value)
      )
    ]
  }

  func flag(
    _ part: String, _ weight: Differences.Change.Weight, _ title: String, _ isOn: Bool
  ) -> [Facet] {
    single(part, weight, title, isOn ? "yes" : nil, say("yes", "是"))
  }

  func members(
    _ part: String, _ weight: Differences.Change.Weight, _ title: String,
    _ list: [(code: String, words: String)]
  ) -> [Facet] {
    list.isEmpty ? [] : [Facet(part: part, weight: weight, title: title, value: .members(list))]
  }

  func condition(
    _ part: String, _ weight: Differences.Change.Weight, _ title: String, _ rule: Guard?
  ) -> [Facet] {
    single(part, weight, title, rule.map(code), rule.map(phrases.phrase))
  }

  /// An expression as it is compared: in one layout, with the new names.
  func code(_ rule: Guard) -> String {
    let source = rule.expression.source
    let printed = (try? CEL.parse(source).get()).map { CEL.print($0) } ?? source
    return renaming(expression: printed)
  }

  /// One facet a language, so that a change in any is seen.
  func label(_ label: Label, title: String? = nil) -> [Facet] {
    let title = title ?? say("label", "名称")
    return label.texts.flatMap { text in
      single(
        "label.\(text.language)", .wording, title + phrases.bracketed(text.language), text.text,
        phrases.quoted(text.text))
    }
  }

  private func named(
    _ item: NamedLabel, _ kind: Subject.Kind, _ weight: Differences.Change.Weight
  ) -> Subject {
    let isMessage = kind == .message
    return Subject(
      kind: kind, name: renaming(kind, item.name),
      shown: isMessage ? Phrases.spaced(item.name) : phrases.name(item.label, item.name),
      summary: isMessage ? phrases.quoted(phrases.message(item)) : "", weight: weight,
      facets: label(item.label, title: isMessage ? say("text", "内容") : nil))
  }

  // MARK: - The head

  private var procedure: Subject {
    let hold = workflow.hold
    var facets = single("name", .wording, say("name", "名称"), workflow.name)
    facets += single("version", .wording, say("version", "版本"), "\(workflow.version)")
    facets += single("number", .record, say("prefix of case numbers", "编号前缀"), workflow.number)
    facets += label(workflow.label)
    facets += single("calendar", .time, say("calendar", "日历"), workflow.calendar)
    facets += single("currency", .money, say("currency", "币种"), workflow.currency)
    facets += single(
      "confidentiality", .authority, say("confidentiality", "密级"), "\(workflow.confidentiality)")
    facets += single(
      "start", .way, say("start", "首个环节"), renaming(.state, workflow.start),
      phrases.quoted(phrases.state(workflow.start)))
    facets += members(
      "hold", .authority, say("who may put a case on hold", "可暂停个案的角色"),
      (hold?.roles ?? []).map { (renaming(.role, $0), phrases.role($0)) })
    facets += single(
      "people", .wording, say("section people", "people 一节"), workflow.people.map(Self.flat),
      Self.inFile)
    return Subject(
      kind: .workflow, name: workflow.name, shown: say("the procedure", "流程"), summary: "",
      weight: .authority, facets: facets)
  }

  /// The words of a part that is not told in detail.
  static let inFile = "…"

  /// A part of the file that has no model, as one text.
  static func flat(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, _): "‹\(text)›"
    case .sequence(let items): "[\(items.map(flat).joined(separator: ","))]"
    case .mapping(let pairs):
      "{\(pairs.map { flat($0.key) + ":" + flat($0.value) }.joined(separator: ","))}"
    }
  }
}
