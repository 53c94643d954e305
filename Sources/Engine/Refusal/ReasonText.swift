internal import CEL
internal import Workflows

/// Why a guard does not hold, in words with the values it looked at.
struct ReasonText {
  let workflow: Workflow
  let language: String

  private func say(_ english: String, _ chinese: String) -> String {
    language.hasPrefix("zh") ? chinese : english
  }

  /// One line: `row 2: Age is 17, the least is 18`.
  func text(_ reason: Reason) -> String {
    let rows = reason.places.map { say("row \($0.number): ", "第 \($0.number) 行：") }
    return rows.joined() + what(reason)
  }

  /// Whether a reading is told by one of the reasons already; what is computed from something
  /// absent says nothing more.
  func tells(_ reading: Refusal.Reading, by reasons: [Reason]) -> Bool {
    guard reading.value != nil else {
      return reasons.contains { if case .absent = $0.kind { true } else { false } }
    }
    return reasons.contains { reason in
      switch reason.kind {
      case .comparison(let left, _, let right):
        left.path == reading.path || right.path == reading.path
      case .condition(let side): side.path == reading.path
      case .absent, .present, .noItem, .impossible: false
      }
    }
  }

  private func what(_ reason: Reason) -> String {
    switch reason.kind {
    case .comparison(let left, let symbol, let right):
      return left.isLiteral && !right.isLiteral
        ? comparison(right, Self.turned[symbol] ?? symbol, left)
        : comparison(left, symbol, right)
    case .absent(let path): return say("\(name(path)) is empty", "\(name(path))为空")
    case .present(let path):
      return say("\(name(path)) is filled, it must be empty", "\(name(path))已填写，须为空")
    case .condition(let side): return condition(side)
    case .noItem(let list, let condition):
      return say(
        "no row of \(name(list)) is as it must be: \(condition)",
        "\(name(list))中没有符合条件的行：\(condition)")
    case .impossible(let source):
      return say("\(source) cannot be computed", "无法计算 \(source)")
    }
  }

  private static let turned = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]

  private func comparison(_ left: Reason.Side, _ symbol: String, _ right: Reason.Side) -> String {
    let fact = say("\(name(left)) is ", "\(name(left))为 ") + value(left.value, of: left.path)
    let wanted = value(right.value, of: right.path ?? left.path)
    let bound =
      right.isLiteral ? wanted : say("\(wanted) (\(name(right)))", "\(wanted)（\(name(right))）")
    return switch symbol {
    case "<=": say("\(fact), the limit is \(bound)", "\(fact)，上限为 \(bound)")
    case ">=": say("\(fact), the least is \(bound)", "\(fact)，下限为 \(bound)")
    case "<": say("\(fact), it must be below \(bound)", "\(fact)，须小于 \(bound)")
    case ">": say("\(fact), it must be above \(bound)", "\(fact)，须大于 \(bound)")
    case "==": say("\(fact), it must be \(bound)", "\(fact)，须为 \(bound)")
    case "!=": say("\(fact), it must not be \(bound)", "\(fact)，不得为 \(bound)")
    case "in": say("\(fact), it must be one of \(bound)", "\(fact)，须为 \(bound) 之一")
    default: say("\(fact), it must be none of \(bound)", "\(fact)，不得为 \(bound) 之一")
    }
  }

  private func condition(_ side: Reason.Side) -> String {
    let name = name(side)
    return switch side.value {
    case .bool(true): say("\(name) is true, it must be false", "\(name)为真，须为假")
    case .bool(false): say("\(name) is false, it must be true", "\(name)为假，须为真")
    default:
      say("\(name) is \(ValueText.text(side.value))", "\(name)为 \(ValueText.text(side.value))")
    }
  }

  private func value(_ value: Value, of path: String?) -> String {
    switch value {
    case .string(let text):
      choice(text, of: path).map { say("'\($0)'", "“\($0)”") } ?? ValueText.text(value)
    case .list(let items): items.map { self.value($0, of: path) }.joined(separator: say(", ", "、"))
    default: ValueText.text(value)
    }
  }

  /// What people call a choice.
  private func choice(_ name: String, of path: String?) -> String? {
    guard case .choice(let choices)? = path.flatMap(field)?.type else { return nil }
    return choices.first { $0.name == name }?.label.text(in: language, or: name)
  }

  private func name(_ side: Reason.Side) -> String { side.path.map(name) ?? side.source }

  /// What people call a field; another path as the rules write it.
  private func name(_ path: String) -> String {
    let names = path.split(separator: ".").map(String.init)
    let isColumn = names.count > 2 && names[0] == "form" || names[0] == "checks"
    let plain = isColumn ? names.last ?? path : path
    let name = field(path)?.label.text(in: language, or: plain) ?? plain
    let isWord = language.hasPrefix("zh") && name.utf8.last.map { $0 < 0x80 } == true
    return isWord ? name + " " : name
  }

  private func field(_ path: String) -> Workflow.Field? {
    let names = path.split(separator: ".").map(String.init)
    guard names.count > 1, names[0] == "form", let field = workflow.field(names[1]) else {
      return nil
    }
    guard names.count > 2, case .rows(let columns, _, _) = field.type else { return field }
    return columns.first { $0.name == names[2] }
  }
}
