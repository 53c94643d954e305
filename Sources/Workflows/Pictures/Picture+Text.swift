internal import CEL

extension Picture {
  /// The picture for a terminal: the main road first, then each phase as a section with its states,
  /// their deadlines and checks, and what can be done there.
  ///
  /// - Parameter width: the columns of the terminal, 60 at least; a Chinese character takes two.
  public func text(width: Int = 100) -> String {
    TextDrawing(chart: chart, width: max(60, width)).text
  }
}

/// Draws a chart with the characters of a terminal.
struct TextDrawing {
  let chart: Chart
  let width: Int
  private var phrases: Phrases { chart.phrases }

  private func say(_ english: String, _ chinese: String) -> String {
    phrases.say(english, chinese)
  }

  var text: String {
    var lines = [title, ""] + mainRoad
    let side = chart.lanes.filter { !$0.isOnRoad && !$0.isEnd }
    for lane in chart.lanes where lane.isOnRoad && !lane.isEnd { lines += section(lane) }
    if !side.isEmpty, !chart.roadOnly {
      for lane in side { lines += section(lane, isSide: true) }
    }
    for lane in chart.lanes where lane.isEnd { lines += ends(lane) }
    lines += ["", legend]
    return lines.joined(separator: "\n") + "\n"
  }

  private var title: String {
    let name = phrases.name(chart.workflow.label, chart.workflow.name)
    return "\(name)  (\(chart.workflow.name), \(say("version", "版本")) \(chart.workflow.version))"
  }

  // MARK: - The main road

  private var mainRoad: [String] {
    let names = chart.road.map(phrases.state)
    var lines: [String] = []
    var line = ""
    for (index, name) in names.enumerated() {
      let piece = (index == 0 ? "● " : " ─▶ ") + name
      if TextFlow.width(line + piece) > width - 2 {
        lines.append(line)
        line = "   " + piece
      } else {
        line += piece
      }
    }
    return lines + [line]
  }

  // MARK: - Sections

  private func section(_ lane: Chart.Lane, isSide: Bool = false) -> [String] {
    let name = lane.phase.map(phrases.phase) ?? say("States", "环节")
    let head = "━━ \(name)\(isSide ? say(" (side road)", "（支线）") : "") "
    let rule = String(repeating: "━", count: max(0, width - TextFlow.width(head)))
    var lines = ["", head + rule]
    for state in lane.states { lines += block(state, in: lane) }
    let shared = chart.exits(of: lane)
    if !shared.isEmpty {
      lines += ["", "  " + say("From each of these:", "以上各环节均可：")]
      lines += shared.flatMap { entry($0, to: $0.targets.map(\.state), arrow: "┈▷") }
    }
    return lines
  }

  private func block(_ state: Workflow.State, in lane: Chart.Lane) -> [String] {
    let mark = chart.road.contains(state.name) ? "◆" : "◇"
    var lines = ["", "  \(mark) " + phrases.name(state.label, state.name)]
    if let outcome = state.ends {
      lines[1] += phrases.bracketed(say("ends: ", "结局：") + phrases.outcome(outcome))
    }
    for action in chart.openings(of: state.name) {
      lines += paragraph(
        "● " + phrases.name(action.label, action.name) + phrases.bracketed(phrases.who(action)),
        indent: 6, hang: 2)
    }
    if let deadline = state.deadline {
      var parts = [phrases.within(deadline)]
      if let remind = deadline.remind {
        parts.append(
          say("reminder \(phrases.period(remind)) before", "到期前\(phrases.period(remind))提醒"))
      }
      if let missed = phrases.missed(deadline) { parts.append(missed) }
      lines += paragraph("◷ " + parts.joined(separator: say("; ", "；")), indent: 6, hang: 2)
    }
    for check in state.checks {
      var text = "☐ " + phrases.check(check)
      if let condition = check.neededWhen {
        text += say(", when ", "，条件：") + phrases.phrase(condition)
      }
      lines += paragraph(text, indent: 6, hang: 2)
    }
    for move in chart.moves(from: state.name) {
      for (action, condition) in move.actions {
        let arrow = action.by == .clock ? "┄▶" : move.isOnRoad ? "━▶" : move.isBack ? "◀─" : "─▶"
        lines += entry(action, to: [move.to], arrow: arrow, when: condition)
      }
    }
    for action in chart.stays(at: state.name) {
      lines += entry(action, to: [], arrow: "↻")
    }
    let shared = Set(chart.exits(of: lane).map(\.name))
    for action in chart.exits(at: state.name) where !shared.contains(action.name) {
      lines += entry(action, to: action.targets.map(\.state), arrow: "┈▷")
    }
    return lines
  }

  /// `Recommend ─▶ Decision    Reviewer; not who did Submit`, the second column aligned.
  private func entry(
    _ action: Workflow.Action, to targets: [String], arrow: String, when condition: Guard? = nil
  ) -> [String] {
    let left = leftWidth
    let name = phrases.name(action.label, action.name)
    let target = targets.isEmpty ? "" : " " + phrases.either(targets.map(phrases.state))
    let first = TextFlow.lines("\(name) \(arrow)\(target)", limit: left - 2)
    var about = TextFlow.lines(who(action), limit: width - 6 - left)
    if let condition {
      about += TextFlow.lines(
        say("when ", "条件：") + phrases.phrase(condition), limit: width - 6 - left)
    }
    if let tiers = action.tiers {
      about += phrases.short(tiers).flatMap { TextFlow.lines($0, limit: width - 6 - left) }
    }
    if let money = phrases.shortMoney(action) { about.append("¤ " + money) }
    return (0..<max(first.count, about.count)).map { index in
      let text = index < first.count ? (index == 0 ? first[0] : "  " + first[index]) : ""
      let row =
        "      " + TextFlow.padded(text, to: left) + (index < about.count ? about[index] : "")
      return row.droppingTrailingBlanks
    }
  }

  private var leftWidth: Int { (width - 6) / 2 }

  private func who(_ action: Workflow.Action) -> String {
    var parts = [phrases.who(action)]
    if let eyes = phrases.shortFourEyes(action) { parts.append(eyes) }
    if let period = action.after {
      parts.append(say("not before \(phrases.period(period))", "满\(phrases.period(period))后"))
    }
    if let most = action.atMost {
      parts.append(say("at most \(phrases.times(most))", "最多\(most)次"))
    }
    return parts.joined(separator: say("; ", "；"))
  }

  private func ends(_ lane: Chart.Lane) -> [String] {
    let head = "━━ \(say("Ends", "结局")) "
    var lines = ["", head + String(repeating: "━", count: max(0, width - TextFlow.width(head)))]
    let names = lane.states.map { phrases.name($0.label, $0.name) }
    let column = (names.map(TextFlow.width).max() ?? 0) + 3
    for (state, name) in zip(lane.states, names) {
      let mark = chart.road.contains(state.name) ? "◆" : "◇"
      lines.append(
        "  \(mark) " + TextFlow.padded(name, to: column) + phrases.outcome(state.ends ?? ""))
    }
    return lines
  }

  private func paragraph(_ text: String, indent: Int, hang: Int) -> [String] {
    TextFlow.lines(text, limit: width - indent - hang).enumerated().map { index, line in
      String(repeating: " ", count: index == 0 ? indent : indent + hang) + line
    }
  }

  private var legend: String {
    say(
      "◆ main road  ◇ beside it  ━▶ next step  ◀─ back  ┄▶ by the clock  ┈▷ way out  ↻ stays  ◷ deadline",
      "◆ 主要流程  ◇ 其他环节  ━▶ 下一步  ◀─ 退回  ┄▶ 到期自动  ┈▷ 出口  ↻ 留在本环节  ◷ 期限")
  }
}

extension String {
  fileprivate var droppingTrailingBlanks: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
