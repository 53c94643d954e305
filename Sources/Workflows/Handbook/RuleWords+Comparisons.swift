internal import CEL

extension RuleWords {
  private func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  func compared(
    _ comparison: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode
  ) -> String? {
    guard let subject = noun(left) else { return nil }
    if comparison == .isIn {
      guard case .list(let items) = right.kind else { return nil }
      let values = items.compactMap { value($0, beside: left) }
      guard values.count == items.count else { return nil }
      return say("\(subject) is \(phrases.either(values))", "\(subject)为\(phrases.either(values))")
    }
    guard let object = value(right, beside: left) else { return nil }
    let isTime = [.date, .timestamp].contains(left.type)
    return switch comparison {
    case .equal:
      say(
        "\(subject) is \(object)", isText(left) ? "\(subject)为\(object)" : "\(subject)等于\(object)")
    case .notEqual: say("\(subject) is not \(object)", "\(subject)不是\(object)")
    case .less:
      isTime
        ? say("\(subject) is before \(object)", "\(subject)早于\(object)")
        : say("\(subject) is less than \(object)", "\(subject)少于\(object)")
    case .lessOrEqual:
      isTime
        ? say("\(subject) is not after \(object)", "\(subject)不晚于\(object)")
        : say("\(subject) is at most \(object)", "\(subject)不超过\(object)")
    case .greater:
      isTime
        ? say("\(subject) is after \(object)", "\(subject)晚于\(object)")
        : say("\(subject) is more than \(object)", "\(subject)超过\(object)")
    case .greaterOrEqual:
      isTime
        ? say("\(subject) is not before \(object)", "\(subject)不早于\(object)")
        : say("\(subject) is at least \(object)", "\(subject)不少于\(object)")
    default: nil
    }
  }

  private func isText(_ node: CheckedNode) -> Bool {
    switch node.type {
    case .string, .choice, .bool: true
    default: false
    }
  }

  /// The other side of a comparison: a choice by its label, an amount with its digits in threes.
  private func value(_ node: CheckedNode, beside subject: CheckedNode) -> String? {
    guard case .literal(let literal) = node.kind else { return noun(node) }
    if case .string(let text) = literal {
      return phrases.quoted(choice(text, of: subject) ?? text)
    }
    return self.literal(literal, isAmount: isAmount(subject))
  }

  func literal(_ value: Value, isAmount: Bool) -> String? {
    switch value {
    case .bool(let value): value ? say("‘yes’", "“是”") : say("‘no’", "“否”")
    case .int(let number):
      isAmount
        ? ExactDecimal(number).map(Phrases.amount) : Phrases.number("\(number)")
    case .decimal(let number):
      isAmount ? Phrases.amount(number) : Phrases.number(number.description)
    case .string(let text): phrases.quoted(text)
    case .date(let date): "\(date)"
    default: nil
    }
  }

  /// Whether amounts are compared: two digits after the point are then always shown.
  func isAmount(_ node: CheckedNode) -> Bool {
    if case .decimal(scale: 2) = node.type { true } else { false }
  }

  /// The label of a choice of the field that a node reads, or of a column of a table.
  private func choice(_ name: String, of node: CheckedNode) -> String? {
    guard let field = field(of: node), case .choice(let choices) = field.type else { return nil }
    return choices.first { $0.name == name }.map { phrases.name($0.label, name) }
  }

  func field(of node: CheckedNode) -> Workflow.Field? {
    if let path = node.path, path.hasPrefix("form.") {
      return phrases.workflow.field(String(path.dropFirst(5)))
    }
    guard case .select(let operand, let name) = node.kind, case .item = operand.kind,
      case .row(let row) = operand.type
    else { return nil }
    guard case .rows(let columns, _, _) = phrases.workflow.field(row.name)?.type else { return nil }
    return columns.first { $0.name == name }
  }
}
