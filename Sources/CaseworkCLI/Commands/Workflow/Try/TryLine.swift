import CEL
import Engine
import History
import Workflows

/// One line typed into `workflow try`.
enum TryLine {
  /// Somebody does something; nobody named is whoever may.
  case step(Scenario.Step)
  case possible
  case why(login: String?, action: String)
  case show, people, undo, keep, help, quit
  case save(name: String)

  /// Why a line cannot be read, with what might have been meant.
  struct Mistake: Error {
    var message: String
  }

  /// Reads a line; nil when it is empty or a remark.
  static func read(_ line: String, in scenario: Scenario, _ workflow: Workflow) throws -> TryLine? {
    var words = try split(line)
    guard let first = words.first, !first.hasPrefix("#") else { return nil }
    // Steps may be typed as the file has them: 'li: submit', 'wait: 3 days'.
    if first.hasSuffix(":") { words[0].removeLast() }
    var login: String?
    if scenario.person(words[0]) != nil || isNobody(words[0]) {
      login = words.removeFirst()
      if words.isEmpty {
        throw Mistake(message: say("What does \(login ?? "") do?", "\(login ?? "") 要做什么？"))
      }
    } else if let command = try command(words, scenario) {
      return command
    }
    return .step(try step(words, by: login, in: scenario, workflow))
  }

  private static func command(_ words: [String], _ scenario: Scenario) throws -> TryLine? {
    switch words[0] {
    case "?", "possible": return .possible
    case "show": return .show
    case "people": return .people
    case "undo", "back": return .undo
    case "keep": return .keep
    case "help": return .help
    case "quit", "exit": return .quit
    case "tick": return .step(.init(.tick, by: nil))
    case "wait":
      guard let period = period(words.dropFirst()) else {
        throw Mistake(
          message: say(
            "wait how long? For example: wait 3 business days", "等待多久？例如：wait 3 business days"))
      }
      return .step(.init(.wait(period), by: nil))
    case "why":
      let login = words.dropFirst().first.flatMap { word in
        isNobody(word) ? word : scenario.person(word)?.login
      }
      guard let action = words.last, words.count == (login == nil ? 2 : 3) else {
        throw Mistake(
          message: say("why whom what? For example: why li approve", "例如：why li approve"))
      }
      return .why(login: login, action: action)
    case "save":
      guard words.count > 1 else {
        throw Mistake(message: say("save under what name?", "保存为什么名称？"))
      }
      return .save(name: words.dropFirst().joined(separator: " "))
    default: return nil
    }
  }

  /// What takes a step without being a person: a payment batch, an answer of the bank.
  static func isNobody(_ word: String) -> Bool { word == "batch" || word == "bank" }

  private static func period(_ words: ArraySlice<String>) -> Period? {
    guard let count = words.first.flatMap({ Int($0) }),
      (0...Period.maximumCount).contains(count)
    else { return nil }
    switch words.dropFirst().joined(separator: " ") {
    case "day", "days": return Period(count, .days)
    case "business day", "business days": return Period(count, .businessDays)
    case "hour", "hours": return Period(count, .hours)
    default: return nil
    }
  }

  private static func step(
    _ words: [String], by login: String?, in scenario: Scenario, _ workflow: Workflow
  ) throws -> Scenario.Step {
    let plain = words.filter { FieldOptions.split($0) == nil }
    let entries = try words.compactMap { word -> Scenario.Entry? in
      guard let (field, text) = FieldOptions.split(word) else { return nil }
      return .init(field, try node(text, named: field))
    }
    let second = plain.count > 1 ? plain[1] : ""
    func day(_ index: Int) throws -> CalendarDate? {
      guard plain.count > index else { return nil }
      guard let date = CalendarDate(plain[index]) else {
        throw Mistake(message: say("\(plain[index]) is no day.", "“\(plain[index])”不是日期。"))
      }
      return date
    }
    let deed: Scenario.Deed
    switch (plain.first ?? "", plain.count) {
    case ("check", 3): deed = .check(second, result: plain[2])
    case ("attach", 2), ("attach", 3):
      deed = .attach(
        try known(second, workflow.documents.map(\.name), say("document", "材料")),
        issuedOn: try day(2))
    case ("waive", 2):
      deed = .waive(try known(second, workflow.documents.map(\.name), say("document", "材料")))
    case ("hold", 2), ("hold", 3): deed = .hold(reason: second, until: try day(2))
    case ("resume", 1): deed = .resume
    case ("recall", 2): deed = .recall(second)
    case ("correct", 1): deed = .correct
    case ("open", 1): deed = .open
    case (let name, 1): deed = .act(try known(name, actions(workflow), say("action", "操作")))
    default:
      throw Mistake(
        message: say(
          "'\(plain.joined(separator: " "))' is more than one action; 'help' lists what can be typed.",
          "“\(plain.joined(separator: " "))”无法识别；输入 help 查看可用命令。"))
    }
    return Scenario.Step(deed, by: login, with: entries)
  }

  private static func actions(_ workflow: Workflow) -> [String] {
    workflow.actions.filter { $0.by == .person }.map(\.name)
  }

  private static func known(_ name: String, _ names: [String], _ kind: String) throws -> String {
    if names.contains(name) { return name }
    let near = NearNames.of(name, in: names)
    let hint =
      near.isEmpty
      ? say(" 'help' lists what can be typed.", "输入 help 查看可用命令。")
      : say(" Did you mean: ", "您是否要用：") + near.joined(separator: ", ")
    throw Mistake(message: say("There is no \(kind) '\(name)'.", "没有\(kind)“\(name)”。") + hint)
  }

  /// A value as `--set` takes it.
  static func node(_ text: String, named field: String) throws -> YAMLNode {
    do throws(FlowText.Mistake) {
      return YAMLNode(try FlowText.value(text))
    } catch {
      throw Mistake(message: "\(field): \(error.message)")
    }
  }

  /// The words of a line; blanks inside quotes and brackets belong to a word.
  private static func split(_ line: String) throws -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var depth = 0
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
        if depth > 0, character == open { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        if depth > 0 { word.append(character) }
      } else if character.isWhitespace, depth == 0 {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        if character == "[" || character == "{" { depth += 1 }
        if character == "]" || character == "}" { depth -= 1 }
        word.append(character)
      }
    }
    if quote != nil || depth > 0 {
      throw Mistake(message: say("A quote or bracket is not closed.", "引号或括号没有闭合。"))
    }
    return word.isEmpty ? words : words + [word]
  }
}

extension YAMLNode {
  /// The value as a file would write it.
  init(_ json: JSON) {
    switch json {
    case .string(let text): self.init(.scalar(text, style: .singleQuoted))
    case .number(let digits): self.init(.scalar(digits, style: .plain))
    case .bool(let value): self.init(.scalar(value ? "true" : "false", style: .plain))
    case .array(let items): self.init(.sequence(items.map { YAMLNode($0) }))
    case .object(let members):
      self.init(
        .mapping(
          members.map {
            (YAMLNode(.scalar($0.key, style: .plain)), YAMLNode($0.value))
          }))
    case .null: self.init(.scalar("", style: .singleQuoted))
    }
  }
}
