internal import CEL

extension WorkflowBuilder {
  private static let stateKeys = ["label", "phase", "ends", "deadline", "checks"]
  private static let deadlineKeys = ["within", "of", "remind", "escalate_to", "then"]
  private static let checkKeys = ["role", "within", "needed_when", "label"]
  private static let caseDeadlineKeys = ["of", "within", "while", "remind", "escalate_to"]

  /// The documents of `documents:`.
  func readDocuments() -> [Workflow.Document] {
    guard let node = root["documents"], let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key) else { return nil }
      var document = Workflow.Document(name: name, label: Label(), location: key.location)
      if Reading.isNothing(value) { return document }
      guard
        let fields = reading.fields(
          value, "documents.\(name)", keys: ["label", "not_older_than", "needed_when"])
      else { return nil }
      document.label = reading.optionalLabel(fields["label"], languages: languages)
      document.notOlderThan = fields["not_older_than"].flatMap(reading.period)
      document.neededWhen = fields["needed_when"].flatMap { guardExpression($0, expecting: .bool) }
      return document
    }
  }

  /// The states of `states:`.
  func readStates() -> [Workflow.State] {
    guard let node = root["states"], let pairs = reading.mapping(node) else { return [] }
    let states = pairs.compactMap { key, value -> Workflow.State? in
      guard let name = reading.name(key) else { return nil }
      if Reading.isNothing(value) {
        return Workflow.State(name: name, label: Label(), checks: [], location: key.location)
      }
      guard let fields = reading.fields(value, "states.\(name)", keys: Self.stateKeys) else {
        return nil
      }
      return state(name, fields, at: key.location)
    }
    if !states.contains(where: \.isFinal), !names.states.contains(where: \.isFinal) {
      reading.report(.noFinalState, at: root.keyLocation("states"))
    }
    return states
  }

  private func state(
    _ name: String, _ fields: Fields, at location: SourceLocation
  ) -> Workflow.State {
    let ends = fields["ends"].flatMap(reading.name)
    if fields.has("ends") {
      for key in ["deadline", "checks"] where fields.has(key) {
        reading.report(.finalStateHas, at: fields.keyLocation(key), key, name)
      }
    }
    return Workflow.State(
      name: name, label: reading.optionalLabel(fields["label"], languages: languages),
      phase: fields["phase"].flatMap(reading.name), ends: ends,
      deadline: fields["deadline"].flatMap { deadline($0, of: name) },
      checks: fields["checks"].map { checks($0, of: name) } ?? [], location: location)
  }

  private func deadline(_ node: YAMLNode, of state: String) -> Workflow.Deadline? {
    guard
      let fields = reading.fields(
        node, "states.\(state).deadline", keys: Self.deadlineKeys, required: ["within"])
    else { return nil }
    if !fields.has("then"), !fields.has("escalate_to") {
      reading.report(.deadlineWithoutEnd, at: node.location, state)
    }
    guard let within = fields["within"].flatMap(reading.period) else { return nil }
    return Workflow.Deadline(
      within: within,
      of: fields["of"].flatMap { formField($0, types: ["date"]) },
      remind: fields["remind"].flatMap { reminder($0, before: within) },
      escalateTo: fields["escalate_to"].flatMap(role),
      then: fields["then"].flatMap(actionName), location: node.location)
  }

  /// A period shorter than its deadline; which is longer can only be said of the same unit.
  private func reminder(_ node: YAMLNode, before within: Period) -> Period? {
    guard let period = reading.period(node) else { return nil }
    if period.unit == within.unit, period.count >= within.count {
      reading.report(
        .remindTooLong, at: node.location, period.description, within.description)
    }
    return period
  }

  private func checks(_ node: YAMLNode, of state: String) -> [Workflow.Check] {
    (reading.mapping(node) ?? []).compactMap { key, value in
      guard let name = reading.name(key),
        let fields = reading.fields(
          value, "states.\(state).checks.\(name)", keys: Self.checkKeys, required: ["role"],
          at: key.location)
      else { return nil }
      return Workflow.Check(
        name: name, label: reading.optionalLabel(fields["label"], languages: languages),
        role: fields["role"].flatMap(role) ?? "", within: fields["within"].flatMap(reading.period),
        neededWhen: fields["needed_when"].flatMap { guardExpression($0, expecting: .bool) },
        location: key.location)
    }
  }

  /// The deadlines of `deadlines:`.
  func readCaseDeadlines() -> [Workflow.CaseDeadline] {
    guard let node = root["deadlines"], let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key),
        let fields = reading.fields(
          value, "deadlines.\(name)", keys: Self.caseDeadlineKeys,
          required: ["of", "within", "while"], at: key.location),
        let of = fields["of"].flatMap({ formField($0, types: ["date"]) }),
        let within = fields["within"].flatMap(reading.period)
      else { return nil }
      return Workflow.CaseDeadline(
        name: name, of: of, within: within,
        states: fields["while"].flatMap(reading.oneOrMore).map(states) ?? [],
        remind: fields["remind"].flatMap { reminder($0, before: within) },
        escalateTo: fields["escalate_to"].flatMap(role), location: key.location)
    }
  }

  /// The section `hold:`.
  func readHold() -> Workflow.Hold? {
    guard let node = root["hold"],
      let fields = reading.fields(
        node, "hold", keys: ["role", "reasons"], required: ["role", "reasons"],
        at: root.keyLocation("hold"))
    else { return nil }
    let reasons = fields["reasons"].map { reading.namedLabels($0, languages: languages) } ?? []
    if let node = fields["reasons"], node.pairs?.isEmpty ?? false {
      reading.report(.emptyText, at: node.location)
    }
    return Workflow.Hold(
      roles: fields["role"].map(roles) ?? [], reasons: reasons,
      location: root.keyLocation("hold"))
  }
}
