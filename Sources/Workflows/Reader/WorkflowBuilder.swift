internal import CEL

/// Builds a workflow from the tree of its file: names first, then everything that refers to them.
///
/// A part that was reported as wrong is left out, so that one mistake gives one diagnostic; the
/// workflow is used only when nothing was reported.
struct WorkflowBuilder {
  let reading: Reading
  let root: Fields
  var names = DeclaredNames()
  var environment = Environment()
  var languages: [String] = []
  /// The facts that were checked.
  var facts: [Workflow.Fact] = []

  static let keys = [
    "casework", "workflow", "version", "number", "label", "calendar", "currency",
    "confidentiality", "roles", "form", "documents", "messages", "facts", "start", "states",
    "actions", "hold", "deadlines", "always", "tests", "people",
  ]
  static let required = [
    "casework", "workflow", "version", "number", "label", "calendar", "roles", "start", "states",
    "actions",
  ]

  init?(_ reading: Reading, _ node: YAMLNode) {
    guard
      let root = reading.fields(
        node, "the file", keys: Self.keys, required: Self.required, at: reading.start)
    else { return nil }
    self.reading = reading
    self.root = root
  }

  /// Reads everything; the result is complete only when nothing was reported.
  mutating func build() -> Workflow {
    readVersionOfFormat()
    let label = root["label"].map { reading.label($0) } ?? Label()
    languages = label.texts.map(\.language)
    let roles = root["roles"].map { reading.namedLabels($0, languages: languages) } ?? []
    names.roles = roles.map(\.name)
    let messages = root["messages"].map { reading.namedLabels($0, languages: languages) } ?? []
    names.messages = messages.map(\.name)
    collectNames()
    names.fields = formFields()
    let fieldEnvironment = names.environmentOfFieldChecks
    environment = names.environment
    readFacts()
    names.fields = withGuards(names.fields, fieldEnvironment)
    let states = readStates()
    let actions = readActions(states)
    var workflow = Workflow(
      name: root["workflow"].flatMap(reading.name) ?? "",
      version: root["version"].flatMap { reading.count($0, in: 1...1_000_000) } ?? 0,
      number: root["number"].flatMap(prefix) ?? "",
      label: label,
      calendar: root["calendar"].flatMap(reading.name) ?? "",
      currency: root["currency"].flatMap(currency) ?? "CNY",
      confidentiality: root["confidentiality"].flatMap { reading.count($0, in: 1...3) } ?? 1,
      roles: roles, fields: names.fields, documents: readDocuments(), messages: messages,
      facts: facts, hold: readHold(), start: root["start"].flatMap(stateName) ?? "",
      states: states, deadlines: readCaseDeadlines(), actions: actions,
      always: readSentences(), scenarios: [], people: root["people"],
      environment: environment)
    check(messages)
    if let tests = root["tests"] { workflow.scenarios = readScenarios(tests, workflow) }
    if let people = workflow.people { _ = reading.mapping(people) }
    markSignedFields(&workflow)
    addRules(&workflow)
    return workflow
  }

  private func readVersionOfFormat() {
    guard let node = root["casework"] else { return }
    _ = reading.wholeNumber(node, in: 1...1)
  }

  /// The prefix of case numbers: two to six capital letters.
  private func prefix(_ node: YAMLNode) -> String? {
    guard let text = reading.text(node) else { return nil }
    guard (2...6).contains(text.utf8.count), text.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else {
      reading.report(.badPrefix, at: node.location, text)
      return nil
    }
    return text
  }

  /// A currency of ISO 4217 whose minor unit is a hundredth: money here has two digits.
  private func currency(_ node: YAMLNode) -> String? {
    guard let text = reading.text(node) else { return nil }
    let otherUnits = [
      "BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD",
      "LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
      !otherUnits.contains(text)
    else {
      reading.report(.badCurrency, at: node.location, text)
      return nil
    }
    return text
  }

  private mutating func collectNames() {
    names.documents = keys(of: "documents")
    names.facts = keys(of: "facts")
    names.actions = keys(of: "actions")
    names.states = (root["states"]?.pairs ?? []).compactMap { key, value in
      guard let name = key.text else { return nil }
      return DeclaredNames.DeclaredState(
        name: name, phase: value["phase"]?.text, isFinal: value["ends"] != nil,
        checks: (value["checks"]?.pairs ?? []).compactMap { $0.key.text })
    }
  }

  private func keys(of section: String) -> [String] {
    (root[section]?.pairs ?? []).compactMap { $0.key.text }
  }
}
