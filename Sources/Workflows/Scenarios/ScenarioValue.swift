internal import CEL

/// Whether a value of a test can be one of a field's type at all. Limits are the rules' to judge: a
/// test may well show that they refuse.
enum ScenarioValue {
  /// What does not fit, and what was wanted.
  struct Misfit {
    var location: SourceLocation
    var wanted: String
  }

  static func misfit(_ node: YAMLNode, of type: Workflow.FieldType) -> Misfit? {
    let wanted = wanted(type)
    switch type {
    case .rows(let columns, _, _):
      guard let items = node.items else { return Misfit(location: node.location, wanted: wanted) }
      for item in items {
        guard let pairs = item.pairs else {
          return Misfit(location: item.location, wanted: "rows of keys with values")
        }
        for (key, value) in pairs {
          guard let column = columns.first(where: { $0.name == key.text }) else {
            return Misfit(
              location: key.location,
              wanted: "rows of " + columns.map(\.name).joined(separator: ", "))
          }
          if let misfit = misfit(value, of: column.type) { return misfit }
        }
      }
      return nil
    case .list(let item, _, _):
      guard let items = node.items else { return Misfit(location: node.location, wanted: wanted) }
      for element in items { if let misfit = misfit(element, of: item) { return misfit } }
      return nil
    default:
      guard let text = node.text else { return Misfit(location: node.location, wanted: wanted) }
      // Nothing empties a field, whatever its type.
      return text.isEmpty || fits(text, type)
        ? nil : Misfit(location: node.location, wanted: wanted)
    }
  }

  private static func fits(_ text: String, _ type: Workflow.FieldType) -> Bool {
    switch type {
    case .text, .staff, .rows, .list, .duration, .datetime: true
    case .choice(let choices):
      choices.contains { $0.name == text || $0.label.texts.contains { $0.text == text } }
    case .yesNo: text == "true" || text == "false"
    case .integer: ExactDecimal(text)?.rescaled(to: 0) != nil
    case .money, .decimal: ExactDecimal(text) != nil
    case .date: CalendarDate(text) != nil
    }
  }

  private static func wanted(_ type: Workflow.FieldType) -> String {
    switch type {
    case .text: "a text"
    case .staff: "the login of a colleague"
    case .choice(let choices): "one of " + choices.map(\.name).joined(separator: ", ")
    case .yesNo: "true or false"
    case .integer: "a whole number"
    case .money: "an amount such as 4000.00"
    case .decimal(let scale, _, _): "a number with at most \(scale) digits after the point"
    case .date: "a date such as 2026-03-02"
    case .datetime: "an instant such as 2026-03-02T09:00:00Z"
    case .duration: "a length of time such as 90m"
    case .rows: "a list of rows"
    case .list: "a list"
    }
  }
}
