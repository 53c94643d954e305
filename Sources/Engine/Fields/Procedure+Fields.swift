public import CEL
internal import Workflows

extension Procedure {
  /// Reads a form as it is stored.
  ///
  /// - Parameter stored: the fields by name, in the stored layout.
  /// - Returns: the values that are present and of their field's type; a name that the form does not
  ///   have, and a value of another type, are absent, as they are to every rule.
  public func fields(stored: PlainValue) -> Row {
    var row = Row()
    let input = FieldInput()
    for field in workflow.fields {
      guard let given = stored[field.name] else { continue }
      row[field.name] = (try? input.value(given, for: field.withoutLimits)) ?? nil
    }
    return row
  }
}

extension Workflow.Field {
  /// The field with its type alone: what is kept was checked when it was written.
  var withoutLimits: Workflow.Field {
    var field = self
    switch type {
    case .text: field.type = .text(maxLength: .max, pattern: nil)
    case .integer: field.type = .integer(min: nil, max: nil)
    case .money: field.type = .money(min: nil, max: nil)
    case .decimal(let scale, _, _): field.type = .decimal(scale: scale, min: nil, max: nil)
    case .date: field.type = .date(min: nil, max: nil)
    case .rows(let columns, _, _):
      field.type = .rows(columns: columns.map(\.withoutLimits), min: nil, max: nil)
    case .choice, .yesNo, .datetime, .duration, .list, .staff: break
    }
    return field
  }
}
