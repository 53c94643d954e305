internal import CEL

extension Picture {
  /// The picture as a Mermaid flowchart, which pages such as those of a code forge draw by
  /// themselves: phases as boxes, one arrow between two states with all that leads along it.
  public var mermaid: String { MermaidDrawing(chart: chart).text }
}

/// Draws a chart in Mermaid's flowchart language.
struct MermaidDrawing {
  let chart: Chart
  private var phrases: Phrases { chart.phrases }

  private func say(_ english: String, _ chinese: String) -> String {
    phrases.say(english, chinese)
  }

  var text: String {
    let title = phrases.name(chart.workflow.label, chart.workflow.name)
    var lines = [
      "---", "title: \"\(Self.escaped(title))\"", "---",
      "flowchart TB",
    ]
    for (index, lane) in chart.lanes.enumerated() {
      let name = lane.phase.map(phrases.phase) ?? (lane.isEnd ? say("Ends", "结局") : "")
      let isBox = !chart.roadOnly && !name.isEmpty
      if isBox { lines.append("  subgraph lane\(index) [\"\(Self.escaped(name))\"]") }
      for state in lane.states { lines.append((isBox ? "    " : "  ") + node(state)) }
      if isBox { lines.append("  end") }
    }
    lines += starts
    var faint: [Int] = []
    var road: [Int] = []
    var count = chart.openings.isEmpty ? 1 : chart.openings.reduce(0) { $0 + $1.targets.count }
    for state in chart.lanes.flatMap(\.states) {
      for move in chart.moves(from: state.name) {
        if move.isOnRoad { road.append(count) }
        count += 1
        lines.append(
          "  \(Self.id(move.from)) \(arrow(move))|\"\(label(move))\"| \(Self.id(move.to))")
      }
    }
    for (index, lane) in chart.lanes.enumerated() where !chart.roadOnly {
      for line in exits(of: lane, index) {
        faint.append(count)
        count += 1
        lines.append(line)
      }
    }
    lines += styles(road: road, faint: faint)
    return lines.joined(separator: "\n") + "\n"
  }

  private func node(_ state: Workflow.State) -> String {
    var parts = ["<b>\(Self.escaped(phrases.name(state.label, state.name)))</b>"]
    if let outcome = state.ends { parts.append(Self.escaped(phrases.outcome(outcome))) }
    if let deadline = state.deadline, !chart.roadOnly {
      parts.append(Self.escaped(phrases.within(deadline)))
      if let missed = phrases.missed(deadline) { parts.append(Self.escaped(missed)) }
      parts += state.checks.map { Self.escaped("☐ " + phrases.check($0)) }
    }
    let text = parts.joined(separator: "<br/>")
    return state.isFinal
      ? "\(Self.id(state.name))([\"\(text)\"])" : "\(Self.id(state.name))[\"\(text)\"]"
  }

  private var starts: [String] {
    var lines = ["  begin((( )))"]
    if chart.openings.isEmpty {
      lines.append("  begin --> \(Self.id(Road.start(of: chart.workflow)))")
    }
    for action in chart.openings {
      for target in action.targets {
        lines.append("  begin -->|\"\(entry(action, nil))\"| \(Self.id(target.state))")
      }
    }
    return lines
  }

  private func arrow(_ move: Chart.Move) -> String {
    move.isClock ? "-.->" : move.isOnRoad ? "==>" : "-->"
  }

  private func label(_ move: Chart.Move) -> String {
    let shown = chart.roadOnly ? Array(move.actions.prefix(1)) : move.actions
    return shown.map { entry($0.action, $0.when) }.joined(separator: "<br/>")
  }

  private func entry(_ action: Workflow.Action, _ condition: Guard?) -> String {
    var text = phrases.name(action.label, action.name)
    text += phrases.bracketed(phrases.who(action))
    if let tiers = action.tiers, !chart.roadOnly {
      text += ": " + phrases.short(tiers).joined(separator: "; ")
    }
    if let condition, !chart.roadOnly { text += say(", when ", "，条件：") + phrases.phrase(condition) }
    if let money = phrases.shortMoney(action) { text += " · ¤ " + money }
    return Self.escaped(text)
  }

  /// What is open at every state of a phase: one faint arrow for all of them.
  private func exits(of lane: Chart.Lane, _ index: Int) -> [String] {
    let shared = chart.exits(of: lane)
    let ofLane = shared.flatMap { action in
      action.targets.map {
        "  lane\(index) -.-|\"\(entry(action, nil))\"| \(Self.id($0.state))"
      }
    }
    let isBox = lane.phase != nil
    let single = lane.states.flatMap { state in
      chart.exits(at: state.name).filter { exit in
        !isBox || !shared.contains { $0.name == exit.name }
      }.flatMap { action in
        action.targets.map {
          "  \(Self.id(state.name)) -.-|\"\(Self.escaped(phrases.action(action.name)))\"| \(Self.id($0.state))"
        }
      }
    }
    return (isBox ? ofLane : []) + single
  }

  private func styles(road: [Int], faint: [Int]) -> [String] {
    let ends = chart.lanes.flatMap(\.states).filter(\.isFinal).map { Self.id($0.name) }
    var lines = [
      "  classDef ends fill:\(Ink.end.head),stroke:\(Ink.end.text),stroke-width:2px"
    ]
    if !ends.isEmpty { lines.append("  class \(ends.joined(separator: ",")) ends") }
    if !road.isEmpty {
      lines.append("  linkStyle \(numbers(road)) stroke:\(Ink.road),stroke-width:3px")
    }
    if !faint.isEmpty {
      lines.append("  linkStyle \(numbers(faint)) stroke:#cbd5e1,stroke-width:1px,color:#94a3b8")
    }
    return lines
  }

  private func numbers(_ list: [Int]) -> String {
    list.map { "\($0)" }.joined(separator: ",")
  }

  private static func id(_ state: String) -> String { "s_\(state)" }

  /// A text inside quotes: signs that Mermaid, HTML or Markdown would read are written as entities.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "<", ">", "&", "#", ";", "\\", "`", "*", "_", "{", "}", "[", "]", "|", "$":
        result += "#\(scalar.value);"
      case "\n", "\t", "\r": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
