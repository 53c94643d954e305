internal import CEL

/// Reads `tests:`.
extension WorkflowBuilder {
  static let testKeys = [
    "name", "like", "after", "people", "clock", "applicant", "lookup", "funds", "related", "given",
    "documents", "steps", "then",
  ]

  /// The tests of the file; one with a mistake is left out, and the mistake reported.
  func readScenarios(_ node: YAMLNode, _ workflow: Workflow) -> [Scenario] {
    var tests: [(name: String, fields: Fields)] = []
    for item in reading.list(node) ?? [] {
      guard
        let fields = reading.fields(
          item, "tests", keys: Self.testKeys, required: ["name", "steps"]),
        let node = fields["name"], let name = reading.text(node)
      else { continue }
      if tests.contains(where: { $0.name == name }) {
        reading.report(.repeatedName, at: node.location, name)
      } else {
        tests.append((name, fields))
      }
    }
    return tests.compactMap { test in
      guard let chain = chain(of: test.name, in: tests) else { return nil }
      let builder = ScenarioBuilder(
        builder: self, workflow: workflow, name: test.name, own: test.fields, chain: chain)
      return builder.build()
    }.continued
  }

  /// The test and those that it is like, nearest first; nil when one is missing or they go in a circle.
  private func chain(
    of name: String, in tests: [(name: String, fields: Fields)]
  ) -> [Fields]? {
    var chain: [Fields] = []
    var names: [String] = []
    var next: String? = name
    while let current = next {
      guard let fields = tests.first(where: { $0.name == current })?.fields else { return nil }
      names.append(current)
      chain.append(fields)
      guard let like = fields["like"] ?? fields["after"] else { break }
      if fields.has("like"), fields.has("after"), names.count == 1 {
        reading.report(
          .keysExclude, at: fields.keyLocation("after"), "like", "after")
      }
      guard let text = reading.text(like) else { return nil }
      if names.contains(text) {
        // A test that leads into somebody else's circle says nothing of its own.
        if text == name { reading.report(.testCircle, at: like.location, text) }
        return nil
      }
      if !tests.contains(where: { $0.name == text }) {
        if names.count == 1 {
          reading.reportUnknown(
            .unknownTest, text, at: like.location, among: tests.map(\.name))
        }
        return nil
      }
      next = text
    }
    return chain
  }
}

extension [Scenario] {
  /// The same, each with the steps of the test that it comes after before its own.
  fileprivate var continued: [Scenario] {
    map { scenario in
      var scenario = scenario
      var earlier = scenario.after
      while let name = earlier, let test = first(where: { $0.name == name }) {
        scenario.steps = test.steps + scenario.steps
        earlier = test.after
      }
      return scenario
    }
  }
}

/// Builds one test from its entry and those that it is like.
struct ScenarioBuilder {
  let builder: WorkflowBuilder
  let workflow: Workflow
  let name: String
  let own: Fields
  /// The test's own entry first.
  let chain: [Fields]

  var reading: Reading { builder.reading }

  func build() -> Scenario? {
    guard let location = own["name"]?.location, let clock = readClock(), let people = readPeople()
    else { return nil }
    let logins = people.map(\.login)
    let applicant = readApplicant(logins)
    var scenario = Scenario(
      name: name, after: own["after"]?.text, location: location, people: people, clock: clock,
      applicant: applicant.row,
      applicantLogin: applicant.login, related: readRelated(logins), lookups: readLookups(),
      funds: readFunds(), given: readGiven(), documents: readDocuments(), steps: [],
      expectation: Scenario.Expectation())
    let steps = own["steps"].flatMap(reading.list) ?? []
    scenario.steps = steps.compactMap { StepReader(test: self, logins: logins).step($0) }
    if let node = own["then"] { scenario.expectation = readExpectation(node) }
    return scenario
  }

  /// What stands under `key` in the nearest entry that has it, and whether that is the test itself:
  /// a mistake is reported where it is written, not again in every test that is like it.
  func nearest(_ key: String) -> (node: YAMLNode, isOwn: Bool)? {
    for (index, fields) in chain.enumerated() {
      if let node = fields[key] { return (node, index == 0) }
    }
    return nil
  }

  /// Every entry's node under `key`, or under it in `given`, farthest first, so that later ones win.
  func all(_ key: String) -> [(node: YAMLNode, isOwn: Bool)] {
    chain.enumerated().reversed().flatMap { index, fields in
      [fields["given"]?[key], fields[key]].compactMap { $0 }.map { ($0, index == 0) }
    }
  }

  private func readClock() -> Scenario.LocalTime? {
    guard let (node, isOwn) = nearest("clock") else {
      // Those that are like it lack it too; it is said where it belongs.
      guard chain.count == 1 else { return nil }
      reading.report(.clockMissing, at: own["name"]?.location ?? own.node.location, name)
      return nil
    }
    guard let text = isOwn ? reading.text(node) : node.text else { return nil }
    if let time = Scenario.LocalTime(text) { return time }
    if isOwn { reading.report(.badClock, at: node.location, text) }
    return nil
  }

  /// The steps' own keys cannot name a person.
  static let reserved = [
    "with", "refused", "wait", "issued_on", "until", "tick", "and", "lookup",
    "batch", "bank",
  ]

  private func readPeople() -> [Scenario.Person]? {
    guard let (node, isOwn) = nearest("people") else {
      guard chain.count == 1 else { return nil }
      reading.report(.missingKey, at: own.node.location, "people", "tests")
      return nil
    }
    guard let pairs = isOwn ? reading.mapping(node) : node.pairs else { return nil }
    return pairs.compactMap { key, value in
      guard let login = key.text else { return nil }
      if isOwn {
        guard reading.name(key) != nil else { return nil }
        if Self.reserved.contains(login) {
          reading.report(.reservedName, at: key.location, login)
          return nil
        }
      }
      let nodes = (isOwn ? reading.oneOrMore(value) : value.items ?? [value]) ?? []
      let roles = isOwn ? nodes.compactMap(builder.role) : nodes.compactMap(\.text)
      return Scenario.Person(login: login, roles: roles, location: key.location)
    }
  }

  private func readRelated(_ logins: [String]) -> [String] {
    guard let (node, isOwn) = nearest("related") else { return [] }
    let nodes = node.items ?? [node]
    return nodes.compactMap { item in
      guard let login = item.text else { return nil }
      if isOwn, !logins.contains(login) {
        reading.reportUnknown(.unknownPerson, login, at: item.location, among: logins)
      }
      return login
    }
  }

  /// The applicant's facts; `staff: LOGIN` says that a member of staff is the applicant.
  private func readApplicant(_ logins: [String]) -> (row: Row, login: String?) {
    var row = Row()
    var staff: String?
    for (node, isOwn) in all("applicant") {
      let keys = ["name", "born", "member_since", "union", "staff"]
      if isOwn { _ = reading.fields(node, "applicant", keys: keys) }
      for (key, value) in node.pairs ?? [] {
        switch key.text {
        case "name"?, "union"?:
          if let text = isOwn ? reading.text(value) : value.text {
            row[key.text ?? ""] = .string(text)
          }
        case "born"?, "member_since"?:
          let date = isOwn ? reading.date(value) : value.text.flatMap { CalendarDate($0) }
          row[key.text ?? ""] = date.map(Value.date)
        case "staff"?:
          staff = value.text
          if isOwn, let login = value.text, !logins.contains(login) {
            reading.reportUnknown(.unknownPerson, login, at: value.location, among: logins)
          }
        default: break
        }
      }
    }
    return (row, staff)
  }

  private func readLookups() -> Row {
    var row: Row = [
      "open_cases": 0, "opposing_cases": 0, "live_benefits": 0, "counted_invoices": 0,
    ]
    row["paid_last_12_months"] = ExactDecimal("0.00").map(Value.decimal)
    for (node, isOwn) in all("lookup") { readLookup(node, isOwn: isOwn, into: &row) }
    return row
  }

  func readLookup(_ node: YAMLNode, isOwn: Bool, into row: inout Row) {
    let keys = [
      "open_cases", "paid_last_12_months", "opposing_cases", "live_benefits", "counted_invoices",
    ]
    if isOwn { _ = reading.fields(node, "lookup", keys: keys) }
    for (key, value) in node.pairs ?? [] {
      guard let name = key.text, keys.contains(name) else { continue }
      if name == "paid_last_12_months" {
        let amount =
          isOwn ? reading.decimal(value, scale: 2) : value.text.flatMap { ExactDecimal($0) }
        if let exact = amount?.rescaled(to: 2) { row[name] = .decimal(exact) }
      } else {
        let count =
          isOwn
          ? reading.wholeNumber(value, in: 0...1_000_000) : value.text.flatMap { Int64($0) }
        if let count { row[name] = .int(count) }
      }
    }
  }

  private func readFunds() -> [(name: String, amount: ExactDecimal)] {
    var funds: [(name: String, amount: ExactDecimal)] = []
    let names = workflow.actions.flatMap { $0.money.compactMap(\.fund) }
    for (node, isOwn) in all("funds") {
      guard let pairs = isOwn ? reading.mapping(node) : node.pairs else { continue }
      for (key, value) in pairs {
        guard let name = key.text else { continue }
        if isOwn, !names.contains(name) {
          reading.reportUnknown(.unknownFund, name, at: key.location, among: names)
        }
        let amount =
          isOwn ? reading.decimal(value, scale: 2) : value.text.flatMap { ExactDecimal($0) }
        funds.removeAll { $0.name == name }
        if let amount { funds.append((name, amount)) }
      }
    }
    return funds
  }

  private func readGiven() -> [Scenario.Entry] {
    var given: [Scenario.Entry] = []
    for (index, fields) in chain.enumerated().reversed() {
      guard let node = fields["given"] else { continue }
      guard let pairs = index == 0 ? reading.mapping(node) : node.pairs else { continue }
      for (key, value) in pairs {
        guard let name = key.text, !["applicant", "lookup"].contains(name) else { continue }
        if index == 0 { checkValue(key, value, refusedToo: false) }
        given.removeAll { $0.field == name }
        given.append(Scenario.Entry(field: name, value: value))
      }
    }
    return given
  }

  /// Reports a field that the form does not have, and a value that its type cannot hold.
  func checkValue(_ key: YAMLNode, _ value: YAMLNode, refusedToo: Bool) {
    let names = workflow.fields.map(\.name)
    guard let name = key.text else { return }
    guard let field = workflow.field(name) else {
      if builder.names.field(name) == nil {
        reading.reportUnknown(.unknownField, name, at: key.location, among: names)
      }
      return
    }
    if refusedToo || value.isBroken { return }
    if let misfit = ScenarioValue.misfit(value, of: field.type) {
      reading.report(.valueDoesNotFit, at: misfit.location, field.name, misfit.wanted)
    }
  }

  /// A list of names, or names with how they are held: `income_proof: {issued_on: 2025-12-01}`,
  /// `medical: waived`, `id_card: missing`.
  private func readDocuments() -> [Scenario.HeldDocument] {
    guard let (node, isOwn) = nearest("documents") else { return [] }
    if node.text == "all" {
      return workflow.documents.map { .init(name: $0.name, issuedOn: nil, isWaived: false) }
    }
    if let pairs = node.pairs {
      return pairs.compactMap { heldDocument($0.key, $0.value, isOwn) }
    }
    guard let items = isOwn ? reading.list(node) : node.items else { return [] }
    return items.flatMap { item -> [Scenario.HeldDocument] in
      if let pairs = item.pairs {
        return pairs.compactMap { heldDocument($0.key, $0.value, isOwn) }
      }
      guard let name = documentName(item, isOwn) else { return [] }
      return [Scenario.HeldDocument(name: name, issuedOn: nil, isWaived: false)]
    }
  }

  private func documentName(_ node: YAMLNode, _ isOwn: Bool) -> String? {
    isOwn
      ? builder.reference(node, .unknownDocument, among: workflow.documents.map(\.name))
      : node.text
  }

  private func heldDocument(
    _ key: YAMLNode, _ value: YAMLNode, _ isOwn: Bool
  ) -> Scenario.HeldDocument? {
    guard let name = documentName(key, isOwn) else { return nil }
    if value.pairs != nil {
      if isOwn { _ = reading.fields(value, "documents.\(name)", keys: ["issued_on"]) }
      let date = value["issued_on"].flatMap { node in
        isOwn ? reading.date(node) : node.text.flatMap { CalendarDate($0) }
      }
      return Scenario.HeldDocument(name: name, issuedOn: date, isWaived: false)
    }
    let words = ["received", "waived", "missing"]
    guard let word = isOwn ? reading.word(value, of: words) : value.text else { return nil }
    if word == "missing" { return nil }
    return Scenario.HeldDocument(name: name, issuedOn: nil, isWaived: word == "waived")
  }
}
