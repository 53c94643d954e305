import Casebook
import Engine
import History
import Workflows

extension Failure {
  /// What the rules said: each failed rule with what it looked at, who could do it, what is possible
  /// now and what to type next.
  ///
  /// - Parameters:
  ///   - refusal: what the database said; it decides.
  ///   - explained: the same rules as the engine judges them, with the facts they read.
  ///   - workflow: the procedure's own words; without it rules are named and no more.
  init(
    _ refusal: Casebook.Refusal, explained: [Engine.Refusal] = [], workflow: Workflow? = nil
  ) {
    var details: [String] = []
    let given = Set(refusal.items.filter { $0.kind == "field" }.compactMap(\.reference))
    for item in refusal.items {
      // A value that was refused is absent too; saying it once is enough.
      if item.kind == "fill", let field = item.reference, given.contains(field) { continue }
      details += Self.lines(item, explained, workflow)
    }
    let able = refusal.items.compactMap { $0.detail["who"]?.elements }.first?.compactMap(\.text)
    if let able {
      details.append(
        able.isEmpty
          ? say("Nobody on the staff could do it today.", "目前没有人员可以执行。")
          : say("Who could do it: ", "可执行的人员：") + able.joined(separator: ", "))
    }
    details += Self.missingGrant(refusal)
    if refusal.items.contains(where: { $0.kind == "state" }) {
      details.append(
        refusal.possible.isEmpty
          ? say("You can do nothing with it in this state.", "在此状态下您没有可执行的操作。")
          : say("You can do now: ", "您现在可以执行：") + refusal.possible.joined(separator: ", "))
    }
    self.init(
      .refused, Self.headline(refusal, workflow), details: details, next: Self.next(refusal),
      data: refusal.detail)
  }

  /// The role that would do, where it would have to be held, and who can give it.
  private static func missingGrant(_ refusal: Casebook.Refusal) -> [String] {
    let grants = refusal.items.compactMap { $0.detail["args"]?["grant"] }
    guard let grant = grants.first, let role = grant["role"]?.text else { return [] }
    let place = [
      grant["programme"]?.text.map { say("in \($0)", "项目 \($0)") },
      grant["unit"]?.text.map { say("unit \($0)", "单位 \($0)") },
    ].compactMap { $0 }.joined(separator: say(", ", "，"))
    return [
      say("What is missing: the role \(role) \(place).", "所缺授权：角色 \(role)（\(place)）。"),
      GiversText.text(grant),
    ].compactMap { $0 }
  }

  private static func lines(
    _ item: Casebook.Refusal.Item, _ explained: [Engine.Refusal], _ workflow: Workflow?
  ) -> [String] {
    let engine = explained.first {
      $0.rule == item.rule && ($0.kind == .when || $0.reference == item.reference)
    }
    // Whether a fund has room is the database's to say, and why not; so is whose a live benefit is.
    let isSaid = item.kind == "fund" || item.kind == "benefit"
    let judged = isSaid ? item.engineRefusal ?? engine : engine ?? item.engineRefusal
    guard let workflow, var refusal = judged else {
      return ["- \(item.rule)" + (item.reference.map { " (\($0))" } ?? "")]
    }
    if refusal.say == nil { refusal.say = workflow.say(of: item.rule) }
    let text = Engine.RefusalText(refusal, in: workflow, language: Language.current.rawValue)
    var lines = ["- " + text.what]
    if refusal.source != nil { lines.append("    " + text.rule) }
    lines += text.facts.map { "    " + $0 }
    return lines
  }

  private static func headline(_ refusal: Casebook.Refusal, _ workflow: Workflow?) -> String {
    let name = refusal.action ?? ""
    guard let number = refusal.caseNumber else {
      return say("Opening the case is refused.", "开立个案被拒绝。")
    }
    let label = workflow?.action(name)?.label.text(in: Language.current.rawValue, or: name)
    let action = label.map { $0 == name ? name : "\($0) (\(name))" } ?? name
    return say("\(number): \(action) is refused.", "\(number)：\(action) 被拒绝。")
  }

  private static func next(_ refusal: Casebook.Refusal) -> [String] {
    let missing = refusal.items.filter { item in
      let isElsewhere = item.detail["args"]?["why"]?.text == "not_here"
      return (item.kind == "fill" || item.kind == "field") && !isElsewhere
    }.compactMap(\.reference)
    let fields = missing.reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    let set = fields.map { "--set \($0)=…" }.joined(separator: " ")
    guard let number = refusal.caseNumber else {
      return fields.isEmpty ? [] : ["casework open … " + set]
    }
    var next: [String] = []
    let kinds = Set(refusal.items.map(\.kind))
    let action = refusal.action ?? "ACTION"
    for item in refusal.items where item.kind == "document" {
      next.append("casework attach \(number) \(item.reference ?? "DOCUMENT") FILE")
    }
    if !fields.isEmpty { next.append("casework act \(number) \(action) \(set)") }
    if kinds.contains("expect") {
      next.append("casework show \(number)")
      let version = refusal.version.map { String($0) } ?? "VERSION"
      next.append("casework act \(number) \(action) --expect \(version)")
    }
    let isBarred = refusal.items.contains {
      $0.kind == "benefit" && $0.detail["args"]?["why"]?.text == "live"
    }
    if isBarred { next.append("casework benefit override \(number) --reason …") }
    if kinds.contains("held") { next.append("casework resume \(number)") }
    if next.isEmpty { next.append("casework explain \(number)") }
    return next
  }
}

extension Workflow {
  /// What the file says when the guard named `name` refuses.
  fileprivate func say(of name: String) -> Label? {
    for action in actions {
      for named in action.when where named.name == name { return named.say }
    }
    return nil
  }
}
