internal import CEL
public import Workflows

extension CaseWalk {
  /// The walk as an entry of `tests:`, in YAML.
  ///
  /// - Parameters:
  ///   - name: what the test is called.
  ///   - like: the test that the walk began from, whose people, clock and values it has.
  public func test(named name: String, like: String? = nil) -> [String] {
    var lines = ["  - name: \(Self.scalar(name))"]
    if let like {
      lines.append("    like: \(Self.scalar(like))")
    } else {
      let people = scenario.people.map { "\($0.login): [\($0.roles.joined(separator: ", "))]" }
      lines.append("    people: {\(people.joined(separator: ", "))}")
      lines.append("    clock: \(scenario.clock)")
    }
    lines.append("    steps:")
    lines += steps.map { "      - \(Self.line($0))" }
    return lines + ["    then: {\(ending.joined(separator: ", "))}"]
  }

  /// What is to be seen at the end.
  private var ending: [String] {
    var parts = ["state: \(snapshot.state)"]
    var holds: [String] = []
    for (name, amount) in [
      ("reserved", snapshot.money.outstanding), ("sent", snapshot.money.sent),
      ("paid", snapshot.money.paid),
    ] where amount != .zero {
      holds.append("money.\(name) == \(amount)")
    }
    if !holds.isEmpty { parts.append("holds: [\(holds.joined(separator: ", "))]") }
    if let hold = snapshot.hold { parts.append("held: \(hold.reason)") }
    return parts
  }

  /// A step as the file writes it: `li: submit`, `{li: propose, with: {granted: 4000.00}}`.
  public static func line(_ step: Scenario.Step) -> String {
    var parts: [String] = []
    let who = step.logins.joined(separator: " and ")
    func add(_ words: String) { parts.append("\(who): \(words)") }
    switch step.deed {
    case .open: add("open")
    case .act(let name): add(name)
    case .check(let name, let result): add("check \(name) \(result)")
    case .hold(let reason, let until):
      add("hold \(reason)")
      if let until { parts.append("until: \(until)") }
    case .resume: add("resume")
    case .recall(let action): add("recall \(action)")
    case .correct: add("correct")
    case .attach(let name, let issuedOn):
      add("attach \(name)")
      if let issuedOn { parts.append("issued_on: \(issuedOn)") }
    case .waive(let name): add("waive \(name)")
    case .wait(let period): parts.append("wait: \(period)")
    case .tick: return "tick"
    case .lookup(let row):
      let found = row.entries.map { "\($0.name): \($0.value)" }
      parts.append("lookup: {\(found.joined(separator: ", "))}")
    }
    if !step.with.isEmpty {
      let entries = step.with.map { "\($0.field): \(flow($0.value))" }
      parts.append("with: {\(entries.joined(separator: ", "))}")
    }
    if let refused = step.refused { parts.append("refused: \(refused.joined(separator: ", "))") }
    return parts.count == 1 && !step.logins.isEmpty
      ? parts[0] : "{\(parts.joined(separator: ", "))}"
  }

  /// A value in flow style.
  private static func flow(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, .plain): text
    case .scalar(let text, _): scalar(text)
    case .sequence(let items): "[\(items.map(flow).joined(separator: ", "))]"
    case .mapping(let pairs):
      "{\(pairs.map { "\($0.key.text ?? ""): \(flow($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// A text, in quotes unless YAML reads it as itself.
  private static func scalar(_ text: String) -> String {
    let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "~", ""]
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || " ._-".unicodeScalars.contains($0)
    }
    let edges = text.hasPrefix(" ") || text.hasSuffix(" ") || text.hasPrefix("-")
    // A long number or one with a leading nought is no number to those who read YAML otherwise.
    let isCode = text.utf8.count > 12 && !text.contains(" ") || text.hasPrefix("0") && text != "0"
    let isAmount = isCode && text.hasPrefix("0.")
    if isPlain, !edges, !words.contains(text.lowercased()), !isCode || isAmount { return text }
    return "'\(text.replacing("'", with: "''"))'"
  }
}
