internal import CEL

extension Phrases {
  /// A rule in plain words where its shape is simple; nil where the expression says it better.
  func words(_ rule: Guard) -> String? {
    let words = RuleWords(phrases: self)
    let root = rule.expression.root
    return root.type == .bool ? words.clause(root, isNested: false) : words.noun(root)
  }

  /// A rule in words, else its expression between backticks.
  func phrase(_ rule: Guard) -> String { words(rule) ?? "`\(rule.expression.source)`" }
}

/// Puts the tree of a checked expression into words; whatever it does not know makes the whole nil,
/// so that no half-translated rule is ever shown.
struct RuleWords {
  let phrases: Phrases

  private func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  /// Something that is true or false.
  func clause(_ node: CheckedNode, isNested: Bool) -> String? {
    switch node.kind {
    case .literal(.bool(let value)): return value ? say("always", "始终") : say("never", "从不")
    case .binary(.and, _, _):
      return joined(flat(node, .and), say(", and ", "，且"), isNested)
    case .binary(.or, _, _):
      return joined(flat(node, .or), say(", or ", "，或"), isNested)
    case .binary(let comparison, let left, let right):
      return compared(comparison, left, right)
    case .not(let operand): return negated(operand)
    case .has(let operand):
      return noun(operand).map { say("\($0) is given", "已填写\($0)") }
    case .conditional(let condition, let yes, let no):
      guard let condition = clause(condition, isNested: true),
        let yes = clause(yes, isNested: true),
        let no = clause(no, isNested: true)
      else { return nil }
      return say("if \(condition), then \(yes); otherwise \(no)", "如\(condition)，则\(yes)；否则\(no)")
    case .macro(let comprehension): return quantified(comprehension)
    case .fact, .select, .variable, .item: return plain(node)
    default: return nil
    }
  }

  private func flat(_ node: CheckedNode, _ wanted: BinaryOperator) -> [CheckedNode] {
    guard case .binary(wanted, let left, let right) = node.kind else { return [node] }
    return flat(left, wanted) + flat(right, wanted)
  }

  private func joined(_ nodes: [CheckedNode], _ word: String, _ isNested: Bool) -> String? {
    var parts: [String] = []
    for node in nodes {
      guard let part = clause(node, isNested: true) else { return nil }
      parts.append(part)
    }
    let text = parts.joined(separator: word)
    return isNested ? say("(\(text))", "（\(text)）") : text
  }

  private func negated(_ node: CheckedNode) -> String? {
    switch node.kind {
    case .binary(let comparison, let left, let right) where comparison.opposite != nil:
      return comparison.opposite.flatMap { compared($0, left, right) }
    case .has(let operand):
      return noun(operand).map { say("\($0) is not given", "未填写\($0)") }
    case .fact(let path, _):
      return say("\(fact(path)) does not hold", "\(fact(path))不成立")
    case .select, .variable:
      if let document = document(node, "received") {
        return say("\(document) is not there yet", "尚未收到\(document)")
      }
      return noun(node).map { say("\($0) is ‘no’", "\($0)为“否”") }
    default:
      return clause(node, isNested: true).map { say("it is not so that \($0)", "并非\($0)") }
    }
  }

  /// A name that is true or false by itself.
  private func plain(_ node: CheckedNode) -> String? {
    guard case .bool = node.type else { return nil }
    if case .fact(let path, _) = node.kind {
      return say("\(fact(path)) holds", "\(fact(path))成立")
    }
    if let document = document(node, "received") {
      return say("\(document) was received", "已收到\(document)")
    }
    if let document = document(node, "waived") {
      return say("\(document) was waived", "已免交\(document)")
    }
    return noun(node).map { say("\($0) is ‘yes’", "\($0)为“是”") }
  }

  private func document(_ node: CheckedNode, _ part: String) -> String? {
    let path = node.path?.split(separator: ".").map(String.init) ?? []
    guard path.count == 3, path[0] == "docs", path[2] == part else { return nil }
    return phrases.quoted(phrases.document(path[1]))
  }

  func fact(_ path: String) -> String {
    phrases.fact(path.hasPrefix("facts.") ? String(path.dropFirst(6)) : path)
  }

  private func quantified(_ comprehension: Comprehension) -> String? {
    guard let condition = comprehension.condition else { return nil }
    if comprehension.list.path == "checks", let results = results(condition) {
      let list = phrases.either(results)
      switch comprehension.macro {
      case .all: return say("every check here is \(list)", "本环节各项核查均为\(list)")
      case .exists: return say("a check here is \(list)", "本环节有核查为\(list)")
      default: return nil
      }
    }
    guard let list = noun(comprehension.list), let clause = clause(condition, isNested: true) else {
      return nil
    }
    return switch comprehension.macro {
    case .all: say("in every row of \(list), \(clause)", "\(list)的每一行，\(clause)")
    case .exists: say("in at least one row of \(list), \(clause)", "\(list)至少有一行，\(clause)")
    case .existsOne: say("in exactly one row of \(list), \(clause)", "\(list)有且仅有一行，\(clause)")
    case .filter, .map: nil
    }
  }

  /// `c.result == 'pass'` or `c.result in ['pass', …]` as words.
  private func results(_ node: CheckedNode) -> [String]? {
    switch node.kind {
    case .binary(.equal, let left, let right):
      return isResult(left) ? result(right).map { [$0] } : nil
    case .binary(.isIn, let left, let right):
      guard isResult(left), case .list(let items) = right.kind else { return nil }
      let words = items.compactMap(result)
      return words.count == items.count ? words : nil
    default: return nil
    }
  }

  private func isResult(_ node: CheckedNode) -> Bool {
    if case .select(_, "result") = node.kind { true } else { false }
  }

  private func result(_ node: CheckedNode) -> String? {
    guard case .literal(.string(let text)) = node.kind else { return nil }
    return switch text {
    case "open": say("open", "待核查")
    case "pass": say("passed", "通过")
    case "fail": say("failed", "未通过")
    case "not_needed": say("not needed", "不需要")
    case "waived": say("waived", "免予核查")
    default: nil
    }
  }
}

extension BinaryOperator {
  /// What holds when the comparison does not; nil for what compares nothing.
  var opposite: BinaryOperator? {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    default: nil
    }
  }
}
