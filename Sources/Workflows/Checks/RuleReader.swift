internal import CEL

/// Something that an action, or what it leads to, reads when it is taken.
struct RuleReader {
  /// When it is read.
  enum Moment {
    /// Before the action fills anything.
    case before
    /// After it filled its fields.
    case after
    /// Once all its guards have held.
    case passed
  }

  /// What messages call it, as the file writes it: `when small`, `tiers.by`.
  var name: String
  /// What is read.
  var content: Content
  var moment: Moment
  var location: SourceLocation
  /// A field that is filled whenever this is read.
  var given: String?

  enum Content {
    /// An expression that has to have a value.
    case rule(Guard)
    /// An expression without a place of its own in the file.
    case expression(CheckedExpression)
    /// A field that has to be filled.
    case field(String)
  }

  /// The fields it reads.
  var fields: [String] {
    switch content {
    case .rule(let rule): Self.fields(of: rule.expression)
    case .expression(let expression): Self.fields(of: expression)
    case .field(let name): [name]
    }
  }

  /// Where it reads a field.
  func location(of field: String) -> SourceLocation {
    guard case .rule(let rule) = content,
      let node = Self.reader(of: "form.\(field)", in: rule.expression.root)
    else { return location }
    return rule.location(of: node.range)
  }

  private static func reader(of path: String, in node: CheckedNode) -> CheckedNode? {
    if ClaimBuilder.path(of: node) == path { return node }
    if case .fact(_, let expression) = node.kind {
      return expression.reads.contains(path) ? node : nil
    }
    for part in node.kind.parts {
      if let found = reader(of: path, in: part) { return found }
    }
    return nil
  }

  /// The fields of the form that an expression reads, also through facts.
  static func fields(of expression: CheckedExpression) -> [String] {
    var fields: [String] = []
    for path in expression.reads where path.hasPrefix("form.") {
      let name = path.split(separator: ".")[1]
      if !fields.contains(String(name)) { fields.append(String(name)) }
    }
    return fields
  }
}

extension ProcedureChecks {
  /// Everything that is read when an action is taken, in the order of the file.
  func readers(of action: Workflow.Action) -> [RuleReader] {
    var readers: [RuleReader] = []
    func add(
      _ name: String, _ content: RuleReader.Content, _ location: SourceLocation,
      _ moment: RuleReader.Moment = .after, given: String? = nil
    ) {
      readers.append(
        RuleReader(
          name: name, content: content, moment: moment, location: location, given: given))
    }
    if let only = action.only { add("only", .field(only), action.location, .before) }
    for rule in action.rules {
      let given = rule.kind == .field ? rule.reference : nil
      add(name(of: rule), .rule(rule.condition), rule.condition.location, given: given)
    }
    if let tiers = action.tiers { add("tiers.by", .rule(tiers.by), tiers.by.location) }
    for step in action.money {
      if case .value(let amount) = step.amount {
        add("money.\(step.kind.rawValue)", .rule(amount), amount.location)
      }
      for field in [step.payee, step.payeeOf].compactMap({ $0 }) {
        add("money.payee", .field(field), step.location, .passed)
      }
    }
    if let benefit = action.grantedBenefit {
      for field in benefit.fields { add("benefit", .field(field), benefit.location, .passed) }
    }
    if let invoice = action.invoice {
      add("invoice.hospital", .field(invoice.hospital), invoice.location, .passed)
      add("invoice.number", .field(invoice.number), invoice.location, .passed)
    }
    for target in action.targets {
      guard let deadline = workflow.state(target.state)?.deadline, let field = deadline.of else {
        continue
      }
      add("\(target.state).deadline.of", .field(field), deadline.location, .passed)
    }
    if let message = action.tellApplicant {
      for (expression, location) in placeholders(of: message) {
        add("messages.\(message)", .expression(expression), location, .passed)
      }
    }
    return readers
  }

  /// A rule as the file writes it.
  func name(of rule: Workflow.Rule) -> String {
    switch rule.kind {
    case .when: return "when \(rule.name)"
    case .field: return "form.\(rule.reference ?? "").check"
    case .required: return "form.\(rule.reference ?? "").required_when"
    case .document: return "documents.\(rule.reference ?? "").needed_when"
    case .route: return "to.when"
    case .check:
      let parts = (rule.reference ?? "").split(separator: ".")
      return parts.count == 2 ? "\(parts[0]).checks.\(parts[1]).needed_when" : rule.name
    }
  }

  /// What stands between `{{` and `}}` in a message, each expression once.
  private func placeholders(of message: String) -> [(CheckedExpression, SourceLocation)] {
    guard let node = root["messages"]?[message] else { return [] }
    var seen: Set<String> = []
    var found: [(CheckedExpression, SourceLocation)] = []
    for (_, text) in node.pairs ?? [] {
      guard let words = text.text else { continue }
      for placeholder in Placeholder.find(in: words) where seen.insert(placeholder.source).inserted
      {
        guard
          let expression = try? CEL.check(placeholder.source, in: workflow.environment).get()
        else { continue }
        let location = text.positions.location(
          of: placeholder.offset, length: placeholder.source.utf8.count, in: words,
          file: text.location.file)
        found.append((expression, location))
      }
    }
    return found
  }
}
