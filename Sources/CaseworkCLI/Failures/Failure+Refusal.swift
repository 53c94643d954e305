import Casebook
import History

extension Failure {
  /// What the rules said: one line a rule with what it looked at, who could do it, what is possible
  /// now and what to type next.
  ///
  /// - Parameter names: the procedure's own words for fields and documents, where they are known.
  init(_ refusal: Refusal, names: ProcedureNames = ProcedureNames()) {
    let action = refusal.action ?? ""
    var details: [String] = []
    for item in refusal.items {
      details.append("- " + RefusalText(item, refusal, names).text)
    }
    let able = refusal.items.compactMap { $0.detail["who"]?.elements }.first?.compactMap(\.text)
    if let able {
      details.append(
        able.isEmpty
          ? say("Nobody on the staff could do it today.", "目前没有人员可以执行。")
          : say("Who could do it: ", "可执行的人员：") + able.joined(separator: ", "))
    }
    if refusal.items.contains(where: { $0.kind == "state" }) {
      details.append(
        refusal.possible.isEmpty
          ? say("You can do nothing with it in this state.", "在此状态下您没有可执行的操作。")
          : say("You can do now: ", "您现在可以执行：") + refusal.possible.joined(separator: ", "))
    }
    self.init(
      .refused, Self.headline(action, refusal.caseNumber), details: details,
      next: Self.next(refusal), data: refusal.detail)
  }

  private static func headline(_ action: String, _ number: String?) -> String {
    guard let number else {
      return say("Opening the case is refused.", "开立个案被拒绝。")
    }
    return say("\(action) is refused for \(number).", "\(number) 的 \(action) 被拒绝。")
  }

  private static func next(_ refusal: Refusal) -> [String] {
    guard let number = refusal.caseNumber else {
      let missing = refusal.items.filter { $0.kind == "fill" }.compactMap(\.reference)
      return missing.isEmpty
        ? [] : ["casework open … " + missing.map { "--set \($0)=…" }.joined(separator: " ")]
    }
    var next: [String] = []
    let kinds = Set(refusal.items.map(\.kind))
    let action = refusal.action ?? "ACTION"
    for item in refusal.items where item.kind == "document" {
      next.append("casework attach \(number) \(item.reference ?? "DOCUMENT") FILE")
    }
    let missing = refusal.items.filter { $0.kind == "fill" }.compactMap(\.reference)
    if !missing.isEmpty {
      let fields = missing.map { "--set \($0)=…" }.joined(separator: " ")
      next.append("casework act \(number) \(action) \(fields)")
    }
    if kinds.contains("expect") {
      next.append("casework show \(number)")
      let version = refusal.version.map { String($0) } ?? "VERSION"
      next.append("casework act \(number) \(action) --expect \(version)")
    }
    if kinds.contains("held") { next.append("casework resume \(number)") }
    if next.isEmpty { next.append("casework explain \(number)") }
    return next
  }
}
