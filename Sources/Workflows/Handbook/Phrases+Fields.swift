internal import CEL

extension Phrases {
  /// What a field holds, with its limits, in words: `amount, 1.00 to 50,000.00`.
  func holds(_ type: Workflow.FieldType) -> String {
    switch type {
    case .text(let length, let pattern):
      let limit = say("text of at most \(Self.number("\(length)")) characters", "文本，最多\(length)字")
      return pattern.map { limit + say(", written as `\($0)`", "，格式 `\($0)`") } ?? limit
    case .choice(let choices):
      return say("one of: ", "选项：")
        + choices.map { name($0.label, $0.name) }.joined(separator: say(" · ", "、"))
    case .yesNo: return say("yes or no", "是或否")
    case .integer(let min, let max):
      return range(
        say("whole number", "整数"), min.map { Self.number("\($0)") },
        max.map { Self.number("\($0)") })
    case .money(let min, let max):
      return range(
        say("amount in \(workflow.currency)", "金额（\(workflow.currency)）"), min.map(Self.amount),
        max.map(Self.amount))
    case .decimal(let scale, let min, let max):
      return range(
        say("number with \(scale) digits after the point", "数，\(scale)位小数"),
        min.map { Self.number($0.description) }, max.map { Self.number($0.description) })
    case .date(let min, let max):
      return range(say("day", "日期"), min.map { "\($0)" }, max.map { "\($0)" })
    case .datetime: return say("day and time", "日期和时间")
    case .duration: return say("length of time", "时长")
    case .rows(let columns, let min, let max):
      let table = rows(say("table", "表格"), min, max)
      let list = columns.map { name($0.label, $0.name) + bracketed(holds($0.type)) }
      return table + say(": ", "：") + list.joined(separator: say("; ", "；"))
    case .list(let item, let min, let max):
      return rows(say("list", "列表"), min, max) + say(" of ", "，每项：") + holds(item)
    case .staff(let role):
      return say("a colleague who is \(self.role(role))", "具有\(self.role(role))角色的同事")
    }
  }

  private func range(_ what: String, _ min: String?, _ max: String?) -> String {
    switch (min, max) {
    case (nil, nil): what
    case (let min?, nil): what + say(", at least \(min)", "，不少于\(min)")
    case (nil, let max?): what + say(", at most \(max)", "，不超过\(max)")
    case (let min?, let max?): what + say(", \(min) to \(max)", "，\(min)至\(max)")
    }
  }

  private func rows(_ what: String, _ min: Int?, _ max: Int?) -> String {
    switch (min, max) {
    case (nil, nil): what
    case (let min?, nil):
      what + say(" with at least \(min) \(min == 1 ? "row" : "rows")", "，至少\(min)行")
    case (nil, let max?): what + say(" with at most \(max) rows", "，最多\(max)行")
    case (let min?, let max?): what + say(" with \(min) to \(max) rows", "，\(min)至\(max)行")
    }
  }

  /// When a document is needed and how old it may be, in words.
  func terms(_ document: Workflow.Document) -> String {
    var parts: [String] = []
    if let condition = document.neededWhen {
      parts.append(say("needed when ", "以下情形需要：") + phrase(condition))
    }
    if let period = document.notOlderThan {
      parts.append(say("not older than \(self.period(period))", "签发不超过\(self.period(period))"))
    }
    return parts.joined(separator: say("; ", "；"))
  }
}
