/// A path as people read it: "li submits, wang recommends, li approves".
struct PathText {
  let model: ProcedureModel
  let path: [Explorer.Step]

  /// Made-up people; the first is the one that a sentence follows.
  private static let names = [
    "li", "wang", "zhao", "sun", "qian", "zhou", "wu", "zheng", "feng", "chen", "wei", "jiang",
    "shen", "han", "yang", "zhu", "qin", "xu", "he", "shi", "zhang", "kong", "cao", "yan", "hua",
    "jin", "tao", "qi", "xie", "zou",
  ]

  /// The path in a language; what the file has no label for is called by its name.
  func text(in language: DiagnosticLanguage) -> String {
    var people = People(names: Self.names, followed: path.contains { $0.who != .others })
    var told: [(text: String, times: Int)] = []
    for step in path {
      guard let text = self.text(of: step, &people, language) else { continue }
      if told.last?.text == text {
        told[told.count - 1].times += 1
      } else {
        told.append((text, 1))
      }
    }
    let steps = told.map { text, times in
      guard times > 1 else { return text }
      return language == .english ? "\(text) \(times) times" : "\(text)（\(times) 次）"
    }
    switch language {
    case .english: return steps.isEmpty ? "the case is opened" : steps.joined(separator: ", ")
    case .simplifiedChinese: return steps.isEmpty ? "立案" : steps.joined(separator: "，")
    }
  }

  /// The named conditions that have to be true on the path, each once with its action.
  var conditions: String {
    var parts: [String] = []
    for step in path {
      guard let action = model.action(of: model.moves[step.move]), !action.when.isEmpty else {
        continue
      }
      let part = "\(action.name): \(action.when.map(\.name).joined(separator: ", "))"
      if !parts.contains(part) { parts.append(part) }
    }
    return parts.joined(separator: "; ")
  }

  private func text(
    of step: Explorer.Step, _ people: inout People, _ language: DiagnosticLanguage
  ) -> String? {
    let move = model.moves[step.move]
    switch move.deed {
    case .open:
      guard step.who == .person else { return nil }
      return language == .english ? "li opens the case" : "li 立案"
    case .check(let name):
      let label =
        model.workflow.states[move.to].checks.first { $0.name == name }?.label
        .text(in: language.rawValue, or: name) ?? name
      let who = step.who == .others ? people.others(1, for: "check \(name)") : ["li"]
      return language == .english
        ? "\(who[0]) gives the result of \(label)" : "\(who[0]) 给出“\(label)”的结果"
    case .action(let index):
      let action = model.workflow.actions[index]
      let phrase = Phrase(action, language)
      if let name = Self.name(of: action.by, language) {
        return language == .english ? phrase.taken(by: name) : "\(name)执行“\(phrase.label)”"
      }
      if step.isVote { return phrase.voted(by: "li") }
      var who = people.others(
        action.fewestPeople - (step.who == .others ? 0 : 1), for: action.name,
        distinct: action.distinctFrom.contains(.action(action.name)))
      if step.who == .person { who.append("li") }
      if step.who == .othersWithVote { who.insert("li", at: 0) }
      return phrase.done(by: who)
    }
  }
}

extension PathText {
  /// What is no person, by name; nil for a person.
  fileprivate static func name(of actor: Workflow.Actor, _ language: DiagnosticLanguage) -> String?
  {
    let isEnglish = language == .english
    return switch actor {
    case .person: nil
    case .clock: isEnglish ? "the clock" : "时钟"
    case .batch: isEnglish ? "a batch" : "付款批次"
    case .bank: isEnglish ? "the bank" : "银行"
    }
  }
}

/// Gives names to strangers: the same for the same action, so that a path is easy to follow.
private struct People {
  private var free: ArraySlice<String>
  private var known: [String: [String]] = [:]
  private var numbered = 0

  init(names: [String], followed: Bool) {
    free = names[(followed ? 1 : 0)...]
  }

  mutating func others(_ count: Int, for deed: String, distinct: Bool = false) -> [String] {
    var people = distinct ? [] : known[deed] ?? []
    while people.count < count {
      if let name = free.popFirst() {
        people.append(name)
      } else {
        numbered += 1
        people.append("person \(numbered)")
      }
    }
    known[deed] = people
    return Array(people.prefix(max(0, count)))
  }
}

/// An action as a verb, as far as its label is one.
private struct Phrase {
  let label: String
  private let language: DiagnosticLanguage
  /// The label, or the name, if it begins with a verb: "record the home visit".
  private let verb: [String]?

  init(_ action: Workflow.Action, _ language: DiagnosticLanguage) {
    self.language = language
    let words = action.name.split(separator: "_").map(String.init)
    let name = words.joined(separator: " ")
    label = action.label.text(in: language.rawValue, or: name)
    let said = label.split(separator: " ").map(String.init)
    let first = said.first.map { $0.lowercased() } ?? ""
    // "Payment handled" is none, though it begins like the action's name; "accept and sign" is two.
    let isVerb =
      !label.contains(" and ") && !label.contains(where: { ",;:".contains($0) })
      && (first == words.first || Self.verbs.contains(first))
      && !(said.dropFirst().first?.hasSuffix("ed") ?? false)
    verb = isVerb ? [first] + said.dropFirst() : nil
  }

  func done(by people: [String]) -> String {
    switch language {
    case .simplifiedChinese: return "\(people.joined(separator: "、")) \(label)"
    case .english:
      let who = Self.listed(people)
      guard people.count > 1 else { return taken(by: who) }
      return verb.map { "\(who) \($0.joined(separator: " "))" } ?? "\(who) take \"\(label)\""
    }
  }

  func taken(by who: String) -> String {
    guard let verb, let first = verb.first else { return "\(who) takes \"\(label)\"" }
    return "\(who) \(([Self.third(first)] + verb.dropFirst()).joined(separator: " "))"
  }

  func voted(by who: String) -> String {
    if language == .simplifiedChinese { return "\(who) 为“\(label)”签名（未达人数）" }
    return verb.map { "\(who) votes to \($0.joined(separator: " "))" }
      ?? "\(who) votes for \"\(label)\""
  }

  private static func listed(_ people: [String]) -> String {
    people.count < 2
      ? people.first ?? ""
      : people.dropLast().joined(separator: ", ") + " and " + (people.last ?? "")
  }

  /// Verbs that labels begin with, where the action's name begins otherwise.
  private static let verbs: Set<String> = [
    "accept", "advise", "agree", "allow", "answer", "apply", "approve", "ask", "assess", "assign",
    "award", "begin", "cancel", "check", "claim", "close", "confirm", "continue", "correct",
    "declare", "decline", "demand", "discard", "dismiss", "drop", "end", "enforce", "enter", "file",
    "give", "grant", "hand", "lodge", "match", "object", "open", "overturn", "pay", "propose",
    "receive", "recommend", "record", "refer", "refuse", "reject", "release", "reopen", "request",
    "reserve", "retire", "return", "review", "save", "screen", "send", "settle", "sign", "start",
    "stop", "submit", "sue", "take", "terminate", "uphold", "withdraw", "write",
  ]

  /// The third person of an English verb.
  private static func third(_ verb: String) -> String {
    let ends = { (suffixes: [String]) in suffixes.contains(where: verb.hasSuffix) }
    if ends(["s", "x", "ch", "sh", "o"]) { return verb + "es" }
    if verb.hasSuffix("y"), !ends(["ay", "ey", "oy", "uy"]) { return verb.dropLast() + "ies" }
    return verb + "s"
  }
}
