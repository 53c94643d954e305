internal import Engine
internal import Workflows

/// The fields of the form, and the rules that cannot be decided.
extension MapBuilder {
  mutating func fields(_ node: YAMLNode) -> [ReplayMap.FieldRule] {
    reading.pairs(node).compactMap { key, value in
      guard let name = key.text else { return nil }
      let field = workflow.field(name)
      if field == nil {
        reading.report(.unknownField(name, known: workflow.fields.map(\.name)), at: key.location)
      }
      let parts = reading.keys(value, name, known: ["key", "round", "assume"])
      if let node = parts["assume"], let text = reading.text(node) {
        if let field, (try? FieldInput().value(.text(text), for: field)) == nil {
          reading.report(.badAssumption(field: name), at: node.location)
        }
        return ReplayMap.FieldRule(field: name, source: .assumed(text))
      }
      guard let node = parts["key"] else {
        if value.pairs != nil {
          reading.report(.missingKey("key", inside: name), at: value.location)
        }
        return nil
      }
      let rounding = parts["round"].flatMap { self.rounding($0) }
      return reading.text(node).map {
        ReplayMap.FieldRule(field: name, source: .attribute($0, rounding: rounding))
      }
    }
  }

  private mutating func rounding(_ node: YAMLNode) -> Rounding? {
    let parts = reading.keys(
      node, "round", known: ["scale", "mode"], required: ["scale", "mode"])
    guard let scale = parts["scale"].flatMap({ reading.number($0, 0, 9) }),
      let mode = parts["mode"].flatMap({ reading.word($0, Rounding.Mode.self) })
    else { return nil }
    return Rounding(scale: scale, mode: mode)
  }

  mutating func undecided(_ node: YAMLNode) -> [ReplayMap.Undecided] {
    reading.pairs(node).compactMap { key, value in
      guard let name = reading.text(key) else { return nil }
      guard let kind = Self.undecidable.first(where: { $0.rawValue == name }) else {
        let allowed = Self.undecidable.map(\.rawValue)
        reading.report(.unknownWord(name, allowed: allowed), at: key.location)
        return nil
      }
      return ReplayMap.Undecided(kind: kind, reason: reading.label(value))
    }
  }

  /// The families that a log may be unable to decide; the way through the states is never one.
  private static let undecidable = Refusal.Kind.allCases.filter { kind in
    ![.state, .held, .route, .check].contains(kind)
  }
}
