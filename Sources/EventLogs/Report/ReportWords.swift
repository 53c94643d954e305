internal import Engine
internal import Workflows

/// The words of a report in one language.
struct ReportWords {
  let language: DiagnosticLanguage
  let workflow: Workflow

  var code: String { language.rawValue }

  private func say(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }

  private var colon: String { say(": ", "：") }

  func title(log: String) -> String {
    let label = workflow.label.text(in: code, or: workflow.name)
    return say(
      "Replay of \(log) through “\(label)” (\(workflow.name), version \(workflow.version))",
      "用“\(label)”（\(workflow.name)，第 \(workflow.version) 版）回放 \(log)")
  }

  var cases: String { say("cases", "案件") }
  var conforming: String { say("  with no step refused", "  全程未被拒绝") }
  var empty: String { say("  without any step", "  没有任何步骤") }
  var steps: String { say("recorded steps", "记录的步骤") }
  var accepted: String { say("  allowed", "  允许") }
  var refused: String { say("  refused", "  拒绝") }
  var ignored: String { say("events ignored by the map", "映射忽略的事件") }
  var unjudged: String { say("steps after a stop, not judged", "停止后未判定的步骤") }

  var refusedTitle: String {
    say("Refused, by rule and action (a step may break several rules)", "按规则和操作列出的拒绝（一个步骤可违反多条规则）")
  }
  var findingHead: [String] {
    language == .english
      ? ["rule", "steps", "cases", "what was done", "for example"]
      : ["规则", "步骤", "案件", "所做操作", "例如"]
  }

  func afterRefusal(_ mode: ReplayMap.OnRefusal) -> String {
    switch mode {
    case .follow:
      say(
        "After a refused step the case goes on from where the recorded step leads.",
        "步骤被拒绝后，案件仍从该步骤所到的状态继续。")
    case .stop:
      say("After a refused step the rest of the case is not judged.", "步骤被拒绝后，案件其余部分不再判定。")
    }
  }

  var endsTitle: String { say("Where the cases stand at the end of the log", "日志结束时案件所处状态") }

  func row(of end: ReplayReport.End) -> [String] {
    let outcome = end.outcome.map { say("outcome ", "结果 ") + $0 } ?? say("no end yet", "尚未结束")
    return [state(end.state), "\(end.cases)", outcome]
  }

  var undecidedTitle: String {
    say("What this log cannot decide (not judged)", "此日志无法判定的规则（未判定）")
  }
  var undecidedHead: [String] {
    language == .english ? ["rule or field", "steps", "why"] : ["规则或字段", "步骤", "原因"]
  }
  var unknownRole: String { say("The log does not tell the role.", "日志未记录角色") }
  var noClock: String {
    say(
      "The log has no steps of the clock; whether a deadline was kept is not judged.",
      "日志没有时钟的步骤；不判定是否按期")
  }

  func assumed(_ value: String) -> String {
    say("The log does not have this field; assumed: \(value)", "日志没有此字段；假定为：\(value)")
  }

  private func state(_ name: String) -> String {
    workflow.state(name)?.label.text(in: code, or: name) ?? name
  }

  private func action(_ name: String) -> String {
    workflow.action(name)?.label.text(in: code, or: name) ?? name
  }

  /// What was done, and for the state what the file has instead.
  func explanation(of finding: ReplayReport.Finding) -> String {
    let done = action(finding.action)
    guard finding.kind == .state else {
      let place = finding.state.map { say(" in “\(state($0))”", "，处于“\(state($0))”") } ?? ""
      return done + place + colon + reason(finding)
    }
    let here =
      finding.state.map { say(" in “\(state($0))”", "，处于“\(state($0))”") }
      ?? say(" on a case that is not open", "，案件尚未开立")
    let from = workflow.action(finding.action)?.from ?? []
    let states = from.map { "“\(state($0))”" }.joined(separator: say(" or ", "、"))
    let needed =
      states.isEmpty ? say("only opens a case", "只能用于开立案件") : say("only from ", "只能从") + states
    return "\(done)\(here)\(say("; ", "；"))\(needed)"
  }

  private func reason(_ finding: ReplayReport.Finding) -> String {
    let name = finding.reference ?? ""
    let rules = workflow.action(finding.action)?.rules ?? []
    switch finding.kind {
    case .when:
      let said = rules.first { $0.kind == .when && $0.name == name }?.say
      return said?.text(in: code, or: name) ?? name
    case .field: return say("the value of \(field(name)) does not fit", "\(field(name)) 的值不符合要求")
    case .fill: return say("\(field(name)) is missing", "缺少 \(field(name))")
    case .document: return say("\(name) is missing or too old", "\(name) 缺失或过期")
    case .role: return say("not a role that may", "角色无权操作")
    case .only: return say("only the person named in \(field(name))", "只限 \(field(name)) 所指的人")
    case .applicant: return say("nobody acts on their own case", "不得办理本人案件")
    case .unrelated: return say("nobody related to the applicant", "亲属回避")
    case .distinctFrom: return say("the same person did \(action(name))", "与“\(action(name))”是同一人")
    case .voted: return say("a second vote of the same person", "同一人重复表决")
    case .atMost: return say("more often than allowed", "超过允许次数")
    case .after: return say("too early", "时间未到")
    case .tier: return say("not the role for this amount", "角色与金额档次不符")
    case .signature: return say("what was approved has changed", "批准后内容已变更")
    case .fund: return say("no room in the fund", "资金余额不足")
    case .amount: return say("no such amount is reserved or can be moved", "没有相应的预留金额或金额无效")
    case .benefit: return say("when the benefit would last is not known", "待遇起止日期未知")
    case .invoice: return say("the invoice is not known", "发票未知")
    case .route: return say("where it leads cannot be decided", "无法判定去向")
    case .paid: return say("money was paid on what was signed", "已按签署内容付款")
    case .undoes: return say("a correction would undo a decision", "更正会推翻已作的决定")
    case .held: return say("the case is held", "案件已暂停")
    case .expect: return say("another version was seen", "所见版本不同")
    case .state, .check: return name
    }
  }

  private func field(_ name: String) -> String {
    workflow.field(name)?.label.text(in: code, or: name) ?? name
  }
}
