internal import CEL

extension Picture {
  /// The picture in Graphviz's language, for `dot`: one card a state, which lists what can be done
  /// there and by whom, and one arrow from each entry of the card to the state it leads to.
  public var dot: String { DOTDrawing(chart: chart).text }
}

/// Draws a chart for Graphviz.
struct DOTDrawing {
  let chart: Chart
  var phrases: Phrases { chart.phrases }

  /// Families with the same widths everywhere, then those that hold Chinese.
  static let font =
    "Arial,Liberation Sans,Helvetica,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"

  func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  var text: String {
    let grid = CardGrid.fitting(chart, card: { card($0, in: $1) }, notes: notes)
    var lines = [
      "digraph \(Self.quoted(chart.workflow.name)) {",
      "  // Every place is fixed here, also where an arrow turns; Graphviz draws.",
      "  graph [layout=neato, inputscale=72, splines=line,",
      "    charset=\"UTF-8\", bgcolor=\"white\", pad=0.25, size=\"11.2,7.8\", outputorder=edgesfirst,",
      "    fontname=\(Self.quoted(Self.font)), labelloc=t, labeljust=l,",
      "    _background=\(Self.quoted(background(grid))), label=<\(title)>]",
      "  node [shape=plain, margin=0, fontname=\(Self.quoted(Self.font)), fontsize=11]",
      "  edge [color=\"\(Ink.side)\", arrowsize=0.7]",
    ]
    for strip in grid.strips { lines += nodes(strip, grid) }
    lines += start(grid)
    for state in chart.lanes.flatMap(\.states) { lines += edges(from: state, grid) }
    lines.append("  legend [\(at(grid.width / 2, grid.height - 14, grid)), label=<\(legend)>]")
    // Two corners, so that what is drawn in the background has the same zero as the cards.
    for (name, x, y) in [("low", 0, grid.height), ("high", grid.width, 0)] {
      lines.append(
        "  corner_\(name) [\(at(x, y, grid)), shape=point, style=invis, width=0.01, height=0.01]")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  // MARK: - Lanes

  /// The lanes as coloured ground under the cards, in Graphviz's drawing operations.
  private func background(_ grid: CardGrid) -> String {
    grid.strips.map { strip in
      let hue = hue(of: strip.lane)
      let box = strip.box
      let corners = [
        (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom),
      ]
      let points = corners.map { "\(Self.points($0.0)) \(Self.points(grid.height - $0.1))" }
      return "c 7 -\(hue.line) C 7 -\(hue.lane) P 4 \(points.joined(separator: " "))"
    }.joined(separator: " ")
  }

  private func hue(of lane: Chart.Lane) -> Ink.Hue {
    Ink.hue(chart.lanes.firstIndex { $0.phase == lane.phase } ?? 0, lane)
  }

  private func nodes(_ strip: CardGrid.Strip, _ grid: CardGrid) -> [String] {
    guard let first = strip.lane.states.first else { return [] }
    let name =
      strip.lane.phase.map(phrases.phase) ?? (strip.lane.isEnd ? say("Ends", "结局") : "")
    var lines: [String] = []
    if !name.isEmpty {
      let hue = hue(of: strip.lane)
      lines.append(
        "  lane_\(first.name) ["
          + block(
            [name], x: strip.box.x + 12, y: strip.box.y + 13, size: 13, hue.text, isBold: true, grid
          )
          + "]")
    }
    if !strip.notes.isEmpty {
      let height = Double(strip.notes.count) * CardGrid.noteHeight
      lines.append(
        "  exits_\(first.name) ["
          + block(
            strip.notes, x: strip.box.x + 12, y: strip.box.bottom - 5 - height / 2, size: 9.5,
            Ink.margin, grid) + "]")
    }
    return lines
      + strip.lane.states.compactMap { state in
        guard let place = grid.cards[state.name] else { return nil }
        let drawn = card(state, in: strip.lane, isDrawn: { isDrawn($0, grid) })
        let middle = at(place.x + place.width / 2, place.y + place.height / 2, grid)
        return "  \(Self.node(state.name)) [\(middle), label=<\(drawn.html(hue(of: strip.lane)))>]"
      }
  }

  /// Lines of text that begin at `x`: Graphviz centres a node, so its width is reckoned here.
  private func block(
    _ lines: [String], x: Double, y: Double, size: Double, _ colour: String, isBold: Bool = false,
    _ grid: CardGrid
  ) -> String {
    let width = Double(lines.map(TextFlow.Measure.letters.width).max() ?? 0) * size / 100
    let text = lines.map { Self.font($0, colour, size, isBold: isBold) + Self.lineBreak }
    let table =
      "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD WIDTH=\"\(Int(width))\" ALIGN=\"LEFT\" BALIGN=\"LEFT\">\(text.joined())</TD></TR></TABLE>"
    return "\(at(x + width / 2, y, grid)), label=<\(table)>"
  }

  /// The exits of a whole lane, as lines under its cards.
  private func notes(_ lane: Chart.Lane) -> [String] {
    return chart.exits(of: lane).flatMap { action in
      let targets = phrases.either(action.targets.map { phrases.state($0.state) })
      let text =
        say("all of these: ", "以上各环节：") + phrases.name(action.label, action.name)
        + phrases.bracketed(phrases.who(action)) + " → " + targets
      return TextFlow.lines(text, limit: lane.states.count * 22, measure: .letters)
    }
  }

  // MARK: - Arrows

  /// Whether a move has an arrow: the main road always, others when they lead to a neighbour. The
  /// card names the target of every other move, so that long lines do not cover the picture.
  func isDrawn(_ move: Chart.Move, _ grid: CardGrid) -> Bool {
    if move.isOnRoad { return true }
    guard let from = grid.places[move.from], let to = grid.places[move.to] else { return false }
    let (rows, columns) = (abs(from.row - to.row), abs(from.column - to.column))
    return rows == 0 && columns == 1
  }

  private func start(_ grid: CardGrid) -> [String] {
    let starts =
      chart.openings.isEmpty
      ? [Road.start(of: chart.workflow)] : chart.openings.flatMap { $0.targets.map(\.state) }
    var lines: [String] = []
    for state in starts {
      guard let box = grid.cards[state] else { continue }
      let line =
        "  begin_\(state) [\(at(box.x - 20, box.y + 12, grid)), shape=circle, style=filled, fillcolor=\"\(Ink.road)\", label=\"\", width=0.16, fixedsize=true]"
      guard !lines.contains(line) else { continue }
      lines.append(line)
      lines.append(
        "  begin_\(state) -> \(Self.node(state)):head:w [color=\"\(Ink.road)\", penwidth=2]")
    }
    return lines
  }

  private func edges(from state: Workflow.State, _ grid: CardGrid) -> [String] {
    chart.moves(from: state.name).enumerated().flatMap { index, move -> [String] in
      guard isDrawn(move, grid), let from = grid.places[move.from], let to = grid.places[move.to]
      else { return [] }
      var style: [String] = []
      if move.isOnRoad {
        style = ["color=\"\(Ink.road)\"", "penwidth=2.2"]
      } else if move.isBack {
        style = ["color=\"\(Ink.back)\""]
      }
      if move.isClock { style.append("style=dashed") }
      let isLeftward = from.row == to.row && to.column < from.column
      let (exit, entry) = isLeftward ? ("w", "e") : ("e", from.row == to.row ? "w" : "n")
      return way(
        corners(move, index, from, to, grid), from: "\(Self.node(move.from)):m\(index):\(exit)",
        to: "\(Self.node(move.to)):head:\(entry)", "\(move.from)_\(move.to)",
        style.joined(separator: ", "), grid)
    }
  }

  /// Where an arrow turns so that it crosses no card: to a neighbour nowhere; along a row below the
  /// cards between; to another row down beside its card and along above the target's row.
  private func corners(
    _ move: Chart.Move, _ index: Int, _ from: CardGrid.Place, _ to: CardGrid.Place,
    _ grid: CardGrid
  ) -> [(x: Double, y: Double)] {
    guard let start = grid.cards[move.from], let end = grid.cards[move.to],
      from.row != to.row || abs(from.column - to.column) > 1
    else { return [] }
    let x = start.right + CardGrid.gap / 3
    let y = start.y + (grid.ports["\(move.from):m\(index)"] ?? start.height / 2)
    if from.row != to.row {
      let lane = end.y - CardGrid.headHeight - CardGrid.rowGap / 2
      let middle = end.x + end.width / 2
      return [(x, y), (x, lane), (middle, lane)]
    }
    let between = grid.places.filter { _, place in
      place.row == from.row && (from.column + 1..<max(from.column + 2, to.column)) ~= place.column
    }
    let below = (between.compactMap { grid.cards[$0.key]?.bottom }.max() ?? start.bottom) + 9
    let last = end.x - CardGrid.gap / 3
    return [(x, y), (x, below), (last, below), (last, end.y + 12)]
  }

  /// One arrow over its corners. Straight lines between fixed points: Graphviz's own search for ways
  /// around cards is not used, because it can crash (seen in 2.42).
  private func way(
    _ corners: [(x: Double, y: Double)], from tail: String, to head: String, _ name: String,
    _ style: String, _ grid: CardGrid
  ) -> [String] {
    var lines: [String] = []
    var last = tail
    for (index, corner) in corners.enumerated() {
      let turn = "turn\(index)_\(name)"
      lines.append(
        "  \(turn) [\(at(corner.x, corner.y, grid)), shape=point, width=0.01, style=invis]")
      lines.append("  \(last) -> \(turn) [\(style), dir=none]")
      last = turn
    }
    return lines + ["  \(last) -> \(head) [\(style)]"]
  }

  // MARK: - Text

  static func node(_ name: String) -> String { "state_\(name)" }

  /// A fixed place, y downward as everywhere here; Graphviz counts it upward.
  private func at(_ x: Double, _ y: Double, _ grid: CardGrid) -> String {
    "pos=\"\(Self.points(x)),\(Self.points(grid.height - y))!\""
  }

  static func points(_ value: Double) -> String { "\(Int(value.rounded()))" }

  /// A text as a quoted string of the language.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A text inside an HTML-like label; a newline is a blank, controls are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\\": result += "&#92;"
      case "\n", "\t", "\r": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

/// The colours of the pictures.
enum Ink {
  static let road = "#1f2937"
  static let side = "#64748b"
  static let back = "#b45309"
  static let margin = "#64748b"
  static let money = "#047857"
  static let faint = "#6b7280"

  struct Hue {
    var lane: String
    var head: String
    var line: String
    var text: String
  }

  private static let hues: [Hue] = [
    .init(lane: "#eff6ff", head: "#bfdbfe", line: "#93c5fd", text: "#1e3a8a"),
    .init(lane: "#f0fdf4", head: "#bbf7d0", line: "#86efac", text: "#14532d"),
    .init(lane: "#fefce8", head: "#fde68a", line: "#fcd34d", text: "#713f12"),
    .init(lane: "#faf5ff", head: "#e9d5ff", line: "#d8b4fe", text: "#581c87"),
    .init(lane: "#ecfeff", head: "#a5f3fc", line: "#67e8f9", text: "#164e63"),
    .init(lane: "#fff1f2", head: "#fecdd3", line: "#fda4af", text: "#881337"),
    .init(lane: "#fff7ed", head: "#fed7aa", line: "#fdba74", text: "#7c2d12"),
    .init(lane: "#f7fee7", head: "#d9f99d", line: "#bef264", text: "#365314"),
  ]

  static let end = Hue(lane: "#f8fafc", head: "#e2e8f0", line: "#cbd5e1", text: "#334155")

  static func hue(_ index: Int, _ lane: Chart.Lane) -> Hue {
    lane.isEnd ? end : hues[index % hues.count]
  }
}
