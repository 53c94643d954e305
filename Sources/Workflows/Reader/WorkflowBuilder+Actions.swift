internal import CEL

extension WorkflowBuilder {
  private static let actionKeys = [
    "label", "from", "to", "role", "by", "only", "after", "fill", "documents", "when",
    "distinct_from", "tiers", "people", "unrelated", "at_most", "while_held", "money", "benefit",
    "invoice", "tell",
  ]
  /// What the product itself does to a case; an action of the same name would hide it.
  static let reservedActions = [
    "open", "note", "check", "hold", "resume", "correct", "recall", "attach", "waive", "escalate",
    "reassign", "remind", "override", "recovery_plan", "receipt_check", "year_end",
    "release_batch", "erased",
    "read", "fetch", "break_glass", "tick", "all",
    "pass", "fail", "waived", "not_needed",
  ]

  /// The actions of `actions:`.
  func readActions(_ states: [Workflow.State]) -> [Workflow.Action] {
    guard let node = root["actions"], let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key) else { return nil }
      if Self.reservedActions.contains(name) {
        reading.report(.reservedName, at: key.location, name)
      }
      guard
        let fields = reading.fields(
          value, "actions.\(name)", keys: Self.actionKeys, required: ["from", "to"],
          at: key.location)
      else { return nil }
      return action(name, fields, at: key.location)
    }
  }

  private func action(
    _ name: String, _ fields: Fields, at location: SourceLocation
  ) -> Workflow.Action {
    let opensCase = fields["from"]?.text == "new"
    let from = opensCase ? [] : fields["from"].flatMap(reading.oneOrMore).map(states) ?? []
    refuseFinalStates(fields["from"], action: name)
    let tiers = fields["tiers"].flatMap { self.tiers($0, of: name) }
    let only = fields["only"].flatMap { formField($0, types: ["staff"]) }
    let by = actor(fields)
    return Workflow.Action(
      name: name, label: reading.optionalLabel(fields["label"], languages: languages),
      by: by, opensCase: opensCase, from: from,
      targets: fields["to"].map { targets($0, of: name, fields) } ?? [],
      roles: actionRoles(fields, by: by, tiers: tiers, only: only, of: name, at: location),
      only: only, after: fields["after"].flatMap(reading.period),
      fill: fields["fill"].map { fills($0, of: name) } ?? [],
      documents: fields["documents"].map(documents) ?? [],
      when: fields["when"].map(guards) ?? [],
      distinctFrom: fields["distinct_from"].map(predecessors) ?? [], tiers: tiers,
      people: people(fields, tiers: tiers),
      unrelated: fields["unrelated"].flatMap(reading.bool) ?? false,
      atMost: fields["at_most"].flatMap { reading.count($0, in: 1...10_000) },
      whileHeld: fields["while_held"].flatMap(reading.bool) ?? false,
      money: fields["money"].map { moneySteps($0, of: name, by: by) } ?? [],
      benefit: fields["benefit"].flatMap { benefitStep($0, of: name) },
      invoice: fields["invoice"].flatMap { invoice($0, of: name) },
      tellApplicant: fields["tell"].flatMap { tell($0, of: name) }, rules: [],
      location: location)
  }

  private func refuseFinalStates(_ node: YAMLNode?, action: String) {
    for item in node.flatMap({ $0.items ?? [$0] }) ?? [] {
      guard let text = item.text, let state = names.state(text), state.isFinal else { continue }
      reading.report(.finalStateLeft, at: item.location, action, text)
    }
  }

  private func actor(_ fields: Fields) -> Workflow.Actor {
    guard let node = fields["by"],
      let word = reading.word(node, of: ["clock", "batch", "bank"]),
      let actor = Workflow.Actor(rawValue: word)
    else { return .person }
    for key in ["role", "tiers", "people", "only", "distinct_from", "unrelated", "after"]
    where fields.has(key) {
      reading.report(.keysExclude, at: fields.keyLocation(key), key, "by: \(word)")
    }
    return actor
  }

  /// Who may take an action: its roles, else those of its bands, else that of its one person.
  private func actionRoles(
    _ fields: Fields, by: Workflow.Actor, tiers: Workflow.Tiers?, only: String?, of action: String,
    at location: SourceLocation
  ) -> [String] {
    if by != .person { return [] }
    if let node = fields["role"] { return roles(node) }
    if let tiers {
      let named = Set(tiers.bands.flatMap(\.roles))
      return names.roles.filter(named.contains)
    }
    if let only, case .staff(let role)? = names.field(only)?.type { return [role] }
    let isReported = ["role", "tiers", "only", "by"].contains(where: fields.has)
    if !isReported { reading.report(.nobodyActs, at: location, action) }
    return []
  }

  private func people(_ fields: Fields, tiers: Workflow.Tiers?) -> Int {
    if fields.has("people"), tiers != nil {
      reading.report(.keysExclude, at: fields.keyLocation("people"), "people", "tiers")
    }
    return fields["people"].flatMap { reading.count($0, in: 1...20) } ?? 1
  }

  /// One state, or a list of conditions that ends in `otherwise`.
  private func targets(
    _ node: YAMLNode, of action: String, _ fields: Fields
  ) -> [Workflow.Target] {
    guard let items = node.items else {
      return stateName(node).map { [.init(state: $0, location: node.location)] } ?? []
    }
    var targets: [Workflow.Target] = []
    var hasOtherwise = false
    for item in items where !item.isBroken {
      if hasOtherwise { reading.report(.otherwiseNotLast, at: item.location) }
      guard
        let keys = reading.fields(
          item, "actions.\(action).to", keys: ["when", "to", "otherwise"])
      else { continue }
      if keys.has("otherwise") {
        hasOtherwise = true
        for key in ["when", "to"] where keys.has(key) {
          reading.report(.keysExclude, at: keys.keyLocation(key), key, "otherwise")
        }
        if let state = keys["otherwise"].flatMap(stateName) {
          targets.append(.init(state: state, location: item.location))
        }
        continue
      }
      for key in ["when", "to"] where !keys.has(key) {
        reading.report(.missingKey, at: item.location, key, keys.place)
      }
      let condition = keys["when"].flatMap { guardExpression($0, expecting: .bool) }
      if let state = keys["to"].flatMap(stateName) {
        targets.append(.init(state: state, when: condition, location: item.location))
      }
    }
    if !hasOtherwise { reading.report(.otherwiseMissing, at: fields.keyLocation("to"), action) }
    return targets
  }

  private func fills(_ node: YAMLNode, of action: String) -> [Workflow.Fill] {
    unique(reading.list(node) ?? []).compactMap { item in
      var nameNode = item
      var isOptional = false
      if let pair = item.pairs?.first, item.pairs?.count == 1 {
        nameNode = pair.key
        guard
          let keys = reading.fields(
            pair.value, "actions.\(action).fill", keys: ["optional"], required: ["optional"])
        else { return nil }
        isOptional = keys["optional"].flatMap(reading.bool) ?? false
      } else if item.pairs != nil {
        reading.wrongShape(item, "one field, as {name: {optional: true}}")
        return nil
      }
      guard let name = fieldName(nameNode), let field = names.field(name) else { return nil }
      let need: Workflow.Fill.Need =
        isOptional || field.isOptional ? .never : field.requiredWhen != nil ? .when : .always
      return Workflow.Fill(field: name, need: need, location: nameNode.location)
    }
  }

  private func guards(_ node: YAMLNode) -> [Workflow.NamedGuard] {
    var seen: Set<String> = []
    return (reading.list(node) ?? []).compactMap { item in
      guard let pairs = reading.mapping(item) else { return nil }
      let rules = pairs.filter { $0.key.text != "say" }
      guard let rule = rules.first, rules.count == 1 else {
        for extra in rules.dropFirst() {
          reading.report(
            .unknownKey, at: extra.key.location, extra.key.text ?? "", "when",
            NearestName.of(extra.key.text ?? "", in: ["say"]) ?? "", "say")
        }
        if rules.isEmpty { reading.wrongShape(item, "a rule, as name: expression") }
        return nil
      }
      guard let name = reading.name(rule.key) else { return nil }
      if !seen.insert(name).inserted {
        reading.report(.repeatedName, at: rule.key.location, name)
      }
      let say = item["say"].map { reading.label($0, languages: languages) }
      guard let condition = guardExpression(rule.value, expecting: .bool) else { return nil }
      return Workflow.NamedGuard(
        name: name, condition: condition, say: say, location: rule.key.location)
    }
  }

  private func predecessors(_ node: YAMLNode) -> [Workflow.Predecessor] {
    unique(reading.oneOrMore(node) ?? []).compactMap { item in
      guard let text = reading.text(item) else { return nil }
      if text == "open" { return .open }
      guard text.hasPrefix("check ") else { return actionName(item).map { .action($0) } }
      let check = String(text.dropFirst(6))
      if names.checks.contains(check) { return .check(check) }
      reading.reportUnknown(.unknownCheck, check, at: item.location, among: names.checks)
      return nil
    }
  }

  private func tell(_ node: YAMLNode, of action: String) -> String? {
    reading.fields(
      node, "actions.\(action).tell", keys: ["applicant"], required: ["applicant"])?["applicant"]
      .flatMap { reference($0, .unknownMessage, among: names.messages) }
  }
}
