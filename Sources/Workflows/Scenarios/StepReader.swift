internal import CEL

/// Reads one line under `steps:`: who does what, or what time does.
struct StepReader {
  let test: ScenarioBuilder
  let logins: [String]

  private var reading: Reading { test.reading }
  private var workflow: Workflow { test.workflow }
  private var names: DeclaredNames { test.builder.names }

  func step(_ node: YAMLNode) -> Scenario.Step? {
    if node.isBroken { return nil }
    if node.text == "tick" { return make(.tick, [], node) }
    guard let pairs = node.pairs else {
      reading.report(.badStep, at: node.location, "")
      return nil
    }
    if let wait = node["wait"] {
      guard reading.fields(node, "a step that waits", keys: ["wait"]) != nil,
        let period = reading.period(wait)
      else { return nil }
      return make(.wait(period), [], node)
    }
    if let lookup = node["lookup"] {
      guard reading.fields(node, "a step that changes lookups", keys: ["lookup"]) != nil else {
        return nil
      }
      var row = Row()
      test.readLookup(lookup, isOwn: true, into: &row)
      return make(.lookup(row), [], node)
    }
    let extra = ["with", "refused", "issued_on", "until"]
    let persons = pairs.filter { !extra.contains($0.key.text ?? "") }
    guard let (key, value) = persons.first else {
      reading.report(.badStep, at: node.location, "")
      return nil
    }
    if persons.count > 1 { return reportStray(persons, extra) }
    guard let found = people(key), let words = reading.text(value),
      let deed = deed(words, value, node)
    else { return nil }
    let refused = node["refused"].map { rules($0, deed) }
    let isAboutField =
      refused?.contains { $0.hasPrefix("field") } ?? false
    var step = make(deed, found, node)
    step.refused = refused
    step.with = with(node["with"], refusedToo: isAboutField)
    if case .correct = deed, step.with.count != 1 {
      reading.report(.badStep, at: value.location, "correct, with: {field: value}")
      return nil
    }
    return step
  }

  private func make(_ deed: Scenario.Deed, _ logins: [String], _ node: YAMLNode) -> Scenario.Step {
    var line = reading.text.line(node.location.line)[...]
    while let first = line.first, first == " " || first == "-" { line.removeFirst() }
    while line.last == " " { line.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line)
    return Scenario.Step(
      deed: deed, logins: logins, with: [], refused: nil, text: String(text),
      location: node.location)
  }

  /// Two keys that name nobody else's step: the one that is not a person is the mistake.
  private func reportStray(
    _ persons: [(key: YAMLNode, value: YAMLNode)], _ extra: [String]
  ) -> Scenario.Step? {
    let stray = persons.first { !logins.contains($0.key.text ?? "") } ?? persons[1]
    let name = stray.key.text ?? ""
    let known = extra + ["wait"]
    reading.report(
      .unknownKey, at: stray.key.location, name, "a step",
      NearestName.of(name, in: known + logins) ?? "", known.joined(separator: ", "))
    return nil
  }

  /// `wu`, `wu and xu`, `wu, xu and he`.
  private func people(_ key: YAMLNode) -> [String]? {
    guard let text = key.text else { return nil }
    let found = text.replacing(" and ", with: ",").split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    // A payment batch, or an answer of the bank.
    if found.count == 1, ["batch", "bank"].contains(found[0]) { return found }
    var isKnown = !found.isEmpty
    for login in found where !logins.contains(login) {
      reading.reportUnknown(
        .unknownPerson, login, at: key.location, among: logins + ["wait", "with", "refused"])
      isKnown = false
    }
    return isKnown ? found : nil
  }

  private func deed(_ text: String, _ value: YAMLNode, _ node: YAMLNode) -> Scenario.Deed? {
    let words = text.split(separator: " ").map(String.init)
    func key(_ name: String, for deed: String) -> YAMLNode? {
      guard let found = node[name] else { return nil }
      if words.first != deed { reading.report(.badStep, at: found.location, name) }
      return found
    }
    let issued = key("issued_on", for: "attach").flatMap(reading.date)
    let until = key("until", for: "hold").flatMap(reading.date)
    switch (words.first ?? "", words.count) {
    case ("check", 3):
      guard known(words[1], .unknownCheck, names.checks, value) else { return nil }
      let results = ["pass", "fail", "waived"]
      guard results.contains(words[2]) else {
        reading.report(
          .unknownWord, at: value.location, words[2],
          NearestName.of(words[2], in: results) ?? "", results.joined(separator: ", "))
        return nil
      }
      return .check(words[1], result: words[2])
    case ("hold", 2):
      let reasons = workflow.hold?.reasons.map(\.name) ?? []
      guard reasons.contains(words[1]) else {
        reading.report(
          .unknownWord, at: value.location, words[1],
          NearestName.of(words[1], in: reasons) ?? "", reasons.joined(separator: ", "))
        return nil
      }
      return .hold(reason: words[1], until: until)
    case ("attach", 2):
      return known(words[1], .unknownDocument, names.documents, value)
        ? .attach(words[1], issuedOn: issued) : nil
    case ("waive", 2):
      return known(words[1], .unknownDocument, names.documents, value) ? .waive(words[1]) : nil
    case ("recall", 2):
      return known(words[1], .unknownAction, names.actions, value) ? .recall(words[1]) : nil
    case ("resume", 1): return .resume
    case ("correct", 1): return .correct
    case ("open", 1): return .open
    case ("check", _), ("hold", _), ("attach", _), ("waive", _), ("recall", _), ("resume", _),
      ("correct", _), ("open", _):
      reading.report(.badStep, at: value.location, words.first ?? "")
      return nil
    default:
      return known(text, .unknownAction, names.actions, value) ? .act(text) : nil
    }
  }

  private func known(
    _ name: String, _ code: Diagnostic.Code, _ candidates: [String], _ node: YAMLNode
  ) -> Bool {
    if candidates.contains(name) { return true }
    reading.reportUnknown(code, name, at: node.location, among: candidates)
    return false
  }

  private func with(_ node: YAMLNode?, refusedToo: Bool) -> [Scenario.Entry] {
    guard let node, let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = key.text else { return nil }
      test.checkValue(key, value, refusedToo: refusedToo)
      return Scenario.Entry(field: name, value: value)
    }
  }

  /// The rules that refuse a step: families, guards of the action, or a family with what it is about.
  private func rules(_ node: YAMLNode, _ deed: Scenario.Deed) -> [String] {
    (reading.oneOrMore(node) ?? []).compactMap { item in
      guard let rule = reading.text(item) else { return nil }
      let candidates = candidates(deed)
      if !candidates.contains(rule) {
        reading.reportUnknown(.unknownRule, rule, at: item.location, among: candidates)
      }
      return rule
    }
  }

  private static let families = [
    "state", "held", "role", "only", "applicant", "unrelated", "distinct_from", "voted",
    "at_most", "after", "expect", "field", "fill", "document", "when", "route", "tier", "benefit",
    "invoice", "signature", "fund", "amount", "paid", "undoes", "check",
  ]

  private func candidates(_ deed: Scenario.Deed) -> [String] {
    let fields = workflow.fields.map(\.name)
    var all = Self.families
    if case .act(let name) = deed, let action = workflow.action(name) {
      all = action.when.map(\.name) + all
    }
    all += fields.flatMap { ["fill:\($0)", "field:\($0)"] }
    return all + names.documents.map { "document:\($0)" }
  }
}

/// Reads `then:`.
extension ScenarioBuilder {
  func readExpectation(_ node: YAMLNode) -> Scenario.Expectation {
    let keys = [
      "state", "holds", "escalated_to", "reminded", "told", "due", "held", "version",
    ]
    var then = Scenario.Expectation()
    guard let fields = reading.fields(node, "then", keys: keys) else { return then }
    for key in keys { then.locations[key] = fields[key]?.location }
    then.state = fields["state"].flatMap(builder.stateName)
    then.holds = (fields["holds"].flatMap(reading.oneOrMore) ?? []).compactMap {
      builder.guardExpression($0, expecting: .bool)
    }
    then.escalatedTo = fields["escalated_to"].map(builder.roles)
    let watched = workflow.states.map(\.name) + workflow.deadlines.map(\.name)
    then.reminded = fields["reminded"].flatMap(reading.oneOrMore).map { nodes in
      nodes.compactMap { builder.reference($0, .unknownState, among: watched) }
    }
    then.told = fields["told"].flatMap(reading.oneOrMore).map { nodes in
      nodes.compactMap { builder.reference($0, .unknownMessage, among: builder.names.messages) }
    }
    then.due = fields["due"].flatMap(reading.date)
    if let node = fields["held"] {
      if node.text == "false" {
        then.held = .some(nil)
      } else {
        then.held = reading.word(node, of: workflow.hold?.reasons.map(\.name) ?? []).map { $0 }
      }
    }
    then.version = fields["version"].flatMap { reading.count($0, in: 0...100_000) }
    return then
  }
}
