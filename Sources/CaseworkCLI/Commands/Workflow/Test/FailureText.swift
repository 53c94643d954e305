import Engine
import Workflows

/// What did not come out as a test says, in words: where, what was expected, what happened, why, and
/// what to look at.
struct FailureText {
  let failure: ScenarioFailure
  let workflow: Workflow
  let paint: Paint

  init(_ failure: ScenarioFailure, _ workflow: Workflow, _ paint: Paint) {
    self.failure = failure
    self.workflow = workflow
    self.paint = paint
  }

  var lines: [String] {
    var lines = [
      paint("\(failure.location)", .cyan) + "  \(failure.text)",
      say("  expected: ", "  预期：") + expected,
      say("  found:    ", "  实际：") + paint(found, .red),
    ]
    lines += details.map { "    " + $0 }
    if let hint { lines.append(say("  hint: ", "  提示：") + hint) }
    return lines
  }

  private var state: String {
    failure.state == "new"
      ? say("before the case is open", "尚未立案") : say("in \(failure.state)", "在 \(failure.state)")
  }

  var expected: String {
    switch failure.kind {
    case .refused: say("done", "完成")
    case .notRefused(let wanted), .otherRules(let wanted, _):
      say("refused by ", "被拒：") + wanted.joined(separator: ", ")
    case .nobodyOpens: say("somebody opens the case", "有人可以立案")
    case .end(let key, let wanted, _): "\(key): \(wanted)"
    case .sentence: say("true", "为真")
    case .tooLate: say("a time that the calendar counts", "日历所及的时间")
    }
  }

  var found: String {
    switch failure.kind {
    case .refused(let refusals), .otherRules(_, let refusals):
      say("refused by ", "被拒：") + Self.names(refusals) + say(", ", "，") + state
    case .notRefused: say("done; the case was ", "完成；个案当时") + state
    case .nobodyOpens(let refusals): say("refused by ", "被拒：") + Self.names(refusals)
    case .end(let key, _, let found):
      "\(key): " + (found.isEmpty ? say("nothing", "无") : found)
    case .sentence(_, let isUndecided, _):
      isUndecided ? say("it cannot be decided", "无法判断") : say("false", "为假")
    case .tooLate: say("a time beyond it", "超出范围")
    }
  }

  private static func names(_ refusals: [Engine.Refusal]) -> String {
    refusals.map(\.rule).joined(separator: ", ")
  }

  private var refusals: [Engine.Refusal] {
    switch failure.kind {
    case .refused(let refusals), .otherRules(_, let refusals), .nobodyOpens(let refusals): refusals
    default: []
    }
  }

  /// Each rule that said no, with what it read.
  var details: [String] {
    if case .sentence(_, _, let readings) = failure.kind {
      let carrier = Engine.Refusal(.when, readings: readings)
      return text(carrier).facts
    }
    return refusals.flatMap { refusal -> [String] in
      let text = text(refusal)
      var lines = ["- " + text.what]
      if refusal.source != nil { lines.append("  " + text.rule) }
      return lines + text.facts.map { "  " + $0 }
    }
  }

  private func text(_ refusal: Engine.Refusal) -> RefusalText {
    RefusalText(refusal, in: workflow, language: Language.current.rawValue)
  }

  /// What most likely puts the test right.
  var hint: String? {
    if case .notRefused(let wanted) = failure.kind {
      return say(
        "look at the rule \(wanted.joined(separator: ", ")), or remove refused: from the step",
        "请查看规则 \(wanted.joined(separator: ", "))，或从该步骤删去 refused:")
    }
    if !failure.able.isEmpty {
      let names = failure.able.joined(separator: ", ")
      return say("of the people of this test, \(names) could", "本测试人员中可执行者：\(names)")
    }
    guard let refusal = refusals.first else { return nil }
    let name = refusal.reference ?? ""
    switch refusal.kind {
    case .fill:
      return say(
        "give \(name) a value under given: or with:", "请在 given: 或 with: 中为 \(name) 填值")
    case .document:
      return say(
        "add \(name) to documents:, or a step that attaches it",
        "请把 \(name) 加入 documents:，或加一个 attach 步骤")
    case .state where failure.state != "new":
      let possible = workflow.actions.filter { $0.from.contains(failure.state) && $0.by == .person }
      return say("from there: ", "从此处可执行：") + possible.map(\.name).joined(separator: ", ")
    case .role, .only, .tier:
      return refusal.who.isEmpty
        ? nil : say("it is for ", "应由：") + refusal.who.joined(separator: ", ")
    case .after: return say("add a step that waits", "请加一个 wait 步骤")
    case .held: return say("add a step that resumes", "请加一个 resume 步骤")
    case .when where !refusal.missing.isEmpty:
      return say("missing: ", "缺少：") + refusal.missing.joined(separator: ", ")
    default: return nil
    }
  }
}
