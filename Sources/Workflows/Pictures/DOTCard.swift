internal import CEL

/// One card of the drawing: the lines about a state and the entries of what can be done there.
struct DOTCard {
  /// Some lines in one size and colour.
  struct Run {
    var lines: [String]
    var colour: String
    var size: Double
    var isBold = false
  }

  /// A row of the card.
  struct Row {
    var runs: [Run]
    var port: String?
    var hasRule = false
    var isHead = false
    var padding: Double { isHead ? 5 : 3 }
    var height: Double {
      runs.reduce(2 * padding + 2) {
        $0 + Double($1.lines.count) * max(DOTDrawing.lineHeight, $1.size)
      }
    }
  }

  var rows: [Row]
  var isFinal: Bool

  /// The height in points, about as Graphviz sets the rows: lines as far apart as `lineBreak` makes
  /// them, and a border around each row.
  var height: Double { rows.reduce(2) { $0 + $1.height } }

  /// How far below the card's top the middle of each port's row is.
  var ports: [String: Double] {
    var ports: [String: Double] = [:]
    var top = 0.0
    for row in rows {
      if let port = row.port { ports[port] = top + row.height / 2 }
      top += row.height
    }
    return ports
  }

  func html(_ hue: Ink.Hue) -> String {
    let cells = rows.map { row in
      var attributes = [
        "WIDTH=\"\(Int(CardGrid.cardWidth))\"", "ALIGN=\"LEFT\"", "BALIGN=\"LEFT\"",
        "CELLPADDING=\"\(Int(row.padding))\"",
      ]
      if row.isHead { attributes.append("BGCOLOR=\"\(hue.head)\"") }
      if let port = row.port { attributes.append("PORT=\"\(port)\"") }
      if row.hasRule { attributes.append("SIDES=\"T\" BORDER=\"1\" COLOR=\"#e5e7eb\"") }
      let text = row.runs.flatMap { run in
        run.lines.map { DOTDrawing.font($0, run.colour, run.size, isBold: run.isBold) }
      }
      let lines = text.map { $0 + DOTDrawing.lineBreak }.joined()
      return "<TR><TD \(attributes.joined(separator: " "))>\(lines)</TD></TR>"
    }
    return
      "<TABLE BORDER=\"\(isFinal ? 2 : 1)\" STYLE=\"ROUNDED\" CELLBORDER=\"0\" CELLSPACING=\"0\" WIDTH=\"\(Int(CardGrid.cardWidth))\" COLOR=\"\(hue.line)\" BGCOLOR=\"white\">\(cells.joined())</TABLE>"
  }
}

extension DOTDrawing {
  /// How far apart lines are, in points.
  static let lineHeight = 12.0
  /// The end of a line. Graphviz sets lines only as far apart as their letters are high; a blank in a
  /// larger size gives them air.
  static let lineBreak =
    "<FONT POINT-SIZE=\"\(lineHeight)\"> </FONT><BR ALIGN=\"LEFT\"/>"

  /// The widest line of a card in small letters and in those of a heading, in letters of full height.
  private static let width = 19
  private static let headWidth = 15

  func card(
    _ state: Workflow.State, in lane: Chart.Lane, isDrawn: (Chart.Move) -> Bool = { _ in false }
  ) -> DOTCard {
    let name = TextFlow.lines(
      phrases.name(state.label, state.name), limit: Self.headWidth, measure: .letters)
    var rows = [
      DOTCard.Row(
        runs: [.init(lines: name, colour: Ink.road, size: 12, isBold: true)], port: "head",
        isHead: true)
    ]
    var about = chart.openings(of: state.name).flatMap {
      wrapped("● " + phrases.name($0.label, $0.name) + phrases.bracketed(phrases.who($0)))
    }
    if let outcome = state.ends { about.append(say("outcome: ", "结果：") + phrases.outcome(outcome)) }
    if let deadline = state.deadline {
      let parts = [phrases.within(deadline), phrases.missed(deadline)].compactMap { $0 }
      about += wrapped("◷ " + parts.joined(separator: say(", ", "，")))
    }
    for check in state.checks { about += wrapped("☐ " + phrases.check(check)) }
    if !about.isEmpty {
      rows.append(.init(runs: [.init(lines: about, colour: Ink.faint, size: 9.5)]))
    }
    for (index, move) in chart.moves(from: state.name).enumerated() {
      rows.append(.init(runs: entry(move, isDrawn(move)), port: "m\(index)", hasRule: true))
    }
    let stays = chart.stays(at: state.name)
    if !stays.isEmpty {
      let list = stays.map { phrases.name($0.label, $0.name) }.joined(separator: " · ")
      rows.append(.init(runs: [grey(wrapped("↻ " + list))], hasRule: true))
    }
    let shared = Set(chart.exits(of: lane).map(\.name))
    let exits = chart.exits(at: state.name).filter { !shared.contains($0.name) }
    if !exits.isEmpty {
      let lines = exits.flatMap { action in
        wrapped(
          phrases.name(action.label, action.name) + " → "
            + phrases.either(action.targets.map { phrases.state($0.state) }))
      }
      rows.append(.init(runs: [grey(lines)], hasRule: true))
    }
    return DOTCard(rows: rows, isFinal: state.isFinal)
  }

  /// What can be done, by whom, what it does with money: one entry for all that leads to one state.
  private func entry(_ move: Chart.Move, _ isDrawn: Bool) -> [DOTCard.Run] {
    var runs = move.actions.flatMap { action, condition in
      var about = wrapped(phrases.who(action))
      if let tiers = action.tiers { about += phrases.short(tiers).flatMap(wrapped) }
      if let condition { about += wrapped(say("when ", "条件：") + phrases.phrase(condition)) }
      if let period = action.after {
        about.append(say("not before \(phrases.period(period))", "满\(phrases.period(period))后"))
      }
      var runs = [
        DOTCard.Run(
          lines: TextFlow.lines(
            phrases.name(action.label, action.name), limit: 17, measure: .letters),
          colour: move.isBack ? Ink.back : Ink.road, size: 11, isBold: move.isOnRoad), grey(about),
      ]
      if let money = phrases.shortMoney(action) {
        runs.append(.init(lines: wrapped("¤ " + money), colour: Ink.money, size: 9.5))
      }
      return runs
    }
    // As tall whether an arrow is drawn or not, so that no place depends on it.
    let target = wrapped("→ " + phrases.state(move.to))
    if !move.isOnRoad {
      runs.append(
        .init(lines: target, colour: isDrawn ? Ink.faint : Ink.side, size: 9.5, isBold: !isDrawn))
    }
    return runs
  }

  private func wrapped(_ text: String) -> [String] {
    TextFlow.lines(text, limit: Self.width, measure: .letters)
  }

  private func grey(_ lines: [String]) -> DOTCard.Run {
    .init(lines: lines, colour: Ink.faint, size: 9.5)
  }

  static func font(
    _ text: String, _ colour: String, _ size: Double, isBold: Bool = false
  ) -> String {
    let text = escaped(text)
    return
      "<FONT POINT-SIZE=\"\(size)\" COLOR=\"\(colour)\">\(isBold ? "<B>\(text)</B>" : text)</FONT>"
  }

  var title: String {
    let name = phrases.name(chart.workflow.label, chart.workflow.name)
    let about = "\(chart.workflow.name) · \(say("version", "版本")) \(chart.workflow.version)"
    return Self.font(name, Ink.road, 24, isBold: true)
      + Self.font(" \u{2003}" + about, Ink.faint, 13)
  }

  var legend: String {
    let items: [(sign: String, colour: String, text: String)] = [
      ("●", Ink.road, say("a case begins", "开立个案")), ("━▶", Ink.road, say("main road", "主要流程")),
      ("─▶", Ink.side, say("side road", "其他去向")), ("─▶", Ink.back, say("way back", "退回")),
      ("╌▶", Ink.side, say("by the clock", "到期自动")),
      ("→", Ink.side, say("leads there", "转入该环节")), ("◷", Ink.faint, say("deadline", "期限")),
      ("☐", Ink.faint, say("check", "核查")), ("¤", Ink.money, say("money", "资金")),
      ("↻", Ink.faint, say("stays here", "留在本环节")),
    ]
    return items.map { item in
      Self.font(item.sign + " ", item.colour, 11) + Self.font(item.text + "      ", Ink.faint, 10)
    }.joined()
  }
}
