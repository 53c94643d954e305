import Workflows

/// What may be typed into a field: its type and limits, in a few words.
enum FieldHint {
  static func text(_ type: Workflow.FieldType) -> String {
    switch type {
    case .text(let length, let pattern):
      pattern.map { say("text of the form \($0)", "文本，格式 \($0)") }
        ?? say("text, at most \(length) characters", "文本，至多 \(length) 个字符")
    case .choice: say("one of", "以下之一")
    case .yesNo: say("yes or no", "是或否")
    case .integer(let min, let max):
      say("whole number", "整数") + range(min.map { "\($0)" }, max.map { "\($0)" })
    case .money(let min, let max):
      say("amount such as 4000.00", "金额，如 4000.00")
        + range(min.map { "\($0)" }, max.map { "\($0)" })
    case .decimal(let scale, let min, let max):
      say("number, at most \(scale) decimals", "数字，至多 \(scale) 位小数")
        + range(min.map { "\($0)" }, max.map { "\($0)" })
    case .date(let min, let max):
      say("day such as 2026-03-02", "日期，如 2026-03-02")
        + range(min.map { "\($0)" }, max.map { "\($0)" })
    case .datetime:
      say("instant such as 2026-03-02T09:00:00+08:00", "时刻，如 2026-03-02T09:00:00+08:00")
    case .duration: say("length of time such as 1h30m", "时长，如 1h30m")
    case .rows(let columns, _, _): rows(columns)
    case .list(let item, _, _): say("list such as [a, b] of: ", "列表，如 [a, b]，元素为：") + text(item)
    case .staff(let role): say("login of a \(role)", "\(role) 的登录名")
    }
  }

  private static func range(_ min: String?, _ max: String?) -> String {
    switch (min, max) {
    case (let min?, let max?): say(", \(min) to \(max)", "，\(min) 至 \(max)")
    case (let min?, nil): say(", at least \(min)", "，不小于 \(min)")
    case (nil, let max?): say(", at most \(max)", "，不大于 \(max)")
    case (nil, nil): ""
    }
  }

  /// A row to copy: `[{age: …, disabled: …}]`.
  private static func rows(_ columns: [Workflow.Field]) -> String {
    let language = Language.current.rawValue
    let sample = columns.map { "\($0.name): …" }.joined(separator: ", ")
    let kinds = columns.map { column in
      "\(column.name) = \(column.label.text(in: language, or: column.name)), \(brief(column.type))"
    }
    return say("rows such as ", "表格，如 ") + "[{\(sample)}]\n  " + kinds.joined(separator: "\n  ")
  }

  private static func brief(_ type: Workflow.FieldType) -> String {
    guard case .choice(let choices) = type else { return text(type) }
    return choices.map(\.name).joined(separator: " | ")
  }
}
