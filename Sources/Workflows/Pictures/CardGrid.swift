/// Where each card of a drawing stands: lanes side by side in rows, about as wide as an A4 page lies.
struct CardGrid {
  /// A rectangle in points, y downward from the top of the drawing.
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var bottom: Double { y + height }
    var right: Double { x + width }
  }

  /// The row and column of a card.
  struct Place {
    var row: Int
    var column: Int
  }

  /// A lane, or a part of one that is longer than a row.
  struct Strip {
    var lane: Chart.Lane
    var box: Box
    /// The lines under its cards.
    var notes: [String]
  }

  private(set) var strips: [Strip] = []
  private(set) var cards: [String: Box] = [:]
  /// How far below its card's top each entry is, by `state:port`.
  private(set) var ports: [String: Double] = [:]
  private(set) var places: [String: Place] = [:]
  private(set) var width = 0.0
  private(set) var height = 0.0

  static let cardWidth = 196.0
  static let noteHeight = 12.5
  static let gap = 48.0
  private static let inset = 12.0
  static let headHeight = 32.0
  static let rowGap = 40.0

  /// The grid whose shape is nearest to a page's.
  static func fitting(
    _ chart: Chart, card: (Workflow.State, Chart.Lane) -> DOTCard,
    notes: (Chart.Lane) -> [String]
  ) -> CardGrid {
    let grids = (3...9).map { CardGrid(chart, capacity: $0, card: card, notes: notes) }
    // The larger of the two is what a page shrinks the drawing by.
    return grids.min { max($0.width / 1.48, $0.height) < max($1.width / 1.48, $1.height) }
      ?? grids[0]
  }

  private init(
    _ chart: Chart, capacity: Int, card: (Workflow.State, Chart.Lane) -> DOTCard,
    notes: (Chart.Lane) -> [String]
  ) {
    var top = 0.0
    for (row, lanes) in LaneRows(chart, capacity: capacity).rows.enumerated() {
      let tallest = lanes.flatMap { lane in lane.states.map { card($0, lane).height } }.max() ?? 0
      let most = lanes.map { notes($0).count }.max() ?? 0
      let foot = most == 0 ? 0 : Double(most) * Self.noteHeight + 8
      let rowHeight = Self.headHeight + tallest + foot + Self.inset
      var left = Self.inset
      var column = 0
      for lane in lanes {
        let count = Double(lane.states.count)
        let width = count * Self.cardWidth + (count - 1) * Self.gap + 2 * Self.inset
        strips.append(
          Strip(
            lane: lane, box: Box(x: left, y: top, width: width, height: rowHeight),
            notes: notes(lane)))
        for (index, state) in lane.states.enumerated() {
          let drawn = card(state, lane)
          for (port, offset) in drawn.ports { ports["\(state.name):\(port)"] = offset }
          cards[state.name] = Box(
            x: left + Self.inset + Double(index) * (Self.cardWidth + Self.gap),
            y: top + Self.headHeight, width: Self.cardWidth, height: drawn.height)
          places[state.name] = Place(row: row, column: column)
          column += 1
        }
        left += width + Self.gap - 2 * Self.inset
      }
      width = max(width, left)
      top += rowHeight + Self.rowGap
    }
    self.height = top
  }
}

/// Lanes in rows: the main road's in order, each side lane in the first row with room from where a
/// case can come into it, the ends last.
struct LaneRows {
  private(set) var rows: [[Chart.Lane]] = []
  private let capacity: Int

  init(_ chart: Chart, capacity: Int) {
    self.capacity = capacity
    for lane in chart.lanes where lane.isOnRoad && !lane.isEnd {
      for part in parts(lane) {
        if let last = rows.indices.last, room(rows[last]) >= part.states.count {
          rows[last].append(part)
        } else {
          rows.append([part])
        }
      }
    }
    for lane in chart.lanes where !lane.isOnRoad && !lane.isEnd {
      for part in parts(lane) { place(part, chart) }
    }
    for lane in chart.lanes where lane.isEnd { for part in parts(lane) { placeEnd(part) } }
  }

  private mutating func place(_ lane: Chart.Lane, _ chart: Chart) {
    let targets = Set(lane.states.map(\.name))
    let source =
      rows.firstIndex { row in
        row.flatMap(\.states).contains { state in
          chart.moves(from: state.name).contains { targets.contains($0.to) }
        }
      } ?? 0
    let row = rows.indices.first { $0 >= source && room(rows[$0]) >= lane.states.count }
    if let row { rows[row].append(lane) } else { rows.append([lane]) }
  }

  private mutating func placeEnd(_ lane: Chart.Lane) {
    if let last = rows.indices.last, room(rows[last]) >= lane.states.count {
      rows[last].append(lane)
    } else {
      rows.append([lane])
    }
  }

  private func room(_ row: [Chart.Lane]) -> Int {
    capacity - row.reduce(0) { $0 + $1.states.count }
  }

  /// A lane that is too long for a row, in parts of about equal length.
  private func parts(_ lane: Chart.Lane) -> [Chart.Lane] {
    let count = lane.states.count
    guard count > capacity else { return [lane] }
    let number = (count + capacity - 1) / capacity
    let size = (count + number - 1) / number
    return stride(from: 0, to: count, by: size).map { start in
      var part = lane
      part.states = Array(lane.states[start..<min(count, start + size)])
      return part
    }
  }
}
