extension WorkflowNet {
  /// The net as a PNML document: a place/transition net by ISO/IEC 15909-2:2011, its initial marking
  /// one token in the source.
  ///
  /// Positions are by distance from the source, so that an editor shows a first picture.
  public var pnml: String {
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<pnml xmlns="http://www.pnml.org/version-2009/grammar/pnml">"#,
      #"  <net id="net.\#(name)" type="http://www.pnml.org/version-2009/grammar/ptnet">"#,
      "    <name><text>\(name)</text></name>",
      #"    <page id="page.1">"#,
    ]
    let positions = positions
    for place in places {
      lines.append(#"      <place id="\#(place.id)">"#)
      lines.append("        <name><text>\(place.name)</text></name>")
      lines.append("        \(graphics(positions[place.id]))")
      if place.id == places.first?.id {
        lines.append("        <initialMarking><text>1</text></initialMarking>")
      }
      lines.append("      </place>")
    }
    for way in transitions {
      lines.append(#"      <transition id="\#(way.id)">"#)
      lines.append("        <name><text>\(way.name)</text></name>")
      lines.append("        \(graphics(middle(positions[way.from], positions[way.to])))")
      lines.append("      </transition>")
      lines.append(#"      <arc id="\#(way.id)-in" source="\#(way.from)" target="\#(way.id)"/>"#)
      lines.append(#"      <arc id="\#(way.id)-out" source="\#(way.id)" target="\#(way.to)"/>"#)
    }
    lines += ["    </page>", "  </net>", "</pnml>", ""]
    return lines.joined(separator: "\n")
  }

  private struct Position {
    var x: Int
    var y: Int
  }

  /// A column a distance; what nothing leads to stands in the first column, below the source.
  private var positions: [String: Position] {
    var rows: [Int: Int] = [:]
    var positions: [String: Position] = [:]
    for place in places {
      let column = place.distance ?? 0
      let row = rows[column, default: 0]
      rows[column] = row + 1
      positions[place.id] = Position(x: 80 + column * 200, y: 80 + row * 120)
    }
    return positions
  }

  /// Halfway; beside the place, for a way back to itself.
  private func middle(_ from: Position?, _ to: Position?) -> Position? {
    guard let from, let to else { return nil }
    let isLoop = from.x == to.x && from.y == to.y
    return Position(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + (isLoop ? 60 : 0))
  }

  private func graphics(_ position: Position?) -> String {
    let position = position ?? Position(x: 0, y: 0)
    return #"<graphics><position x="\#(position.x)" y="\#(position.y)"/></graphics>"#
  }
}
