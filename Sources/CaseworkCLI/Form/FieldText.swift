import CEL
import Engine
import History
import Workflows

/// The stored value of a form field as people read it: days and instants instead of their numbers,
/// amounts with two digits, choices by their labels.
struct FieldText {
  /// The zone of instants: the one that the procedure's deadlines are counted in.
  var zone: Zone

  func text(_ value: JSON, as type: Workflow.FieldType) -> String {
    switch (type, value) {
    case (_, .null): ""
    case (.money, .number(let digits)): Amount(digits)?.description ?? digits
    case (.date, .number): value.int64.map(Instant.day) ?? ""
    case (.datetime, .number): value.int64.map(instant) ?? ""
    case (.duration, .number): value.int64.map(Self.duration) ?? ""
    case (.choice(let choices), .string(let name)): label(name, in: choices)
    case (.list(let item, _, _), .array(let items)):
      items.map { text($0, as: item) }.joined(separator: ", ")
    default: Listing.text(of: value)
    }
  }

  private func label(_ name: String, in choices: [NamedLabel]) -> String {
    choices.first { $0.name == name }?.label.text(in: Language.current.rawValue, or: name) ?? name
  }

  /// `2026-03-02 09:00`
  private func instant(_ microseconds: Int64) -> String {
    let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds + 1) / 1_000_000 - 1
    let local = seconds + Int64(zone.offset(at: seconds))
    let day = local >= 0 ? local / 86_400 : (local + 1) / 86_400 - 1
    let minutes = (local - day * 86_400) / 60
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(Instant.day(day)) \(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// `1h30m`, as it is typed.
  private static func duration(_ microseconds: Int64) -> String {
    let size = microseconds.magnitude
    let parts: [(amount: UInt64, unit: String)] = [
      (size / 3_600_000_000, "h"), (size / 60_000_000 % 60, "m"), (size / 1_000_000 % 60, "s"),
      (size / 1_000 % 1_000, "ms"), (size % 1_000, "us"),
    ]
    let text = parts.filter { $0.amount > 0 }.map { "\($0.amount)\($0.unit)" }.joined()
    return (microseconds < 0 ? "-" : "") + (text.isEmpty ? "0s" : text)
  }
}

/// A case's form in the order of the file, with the labels of the person's language.
struct FormTable {
  let procedure: Procedure
  let mask: Mask

  /// One line a field, one line a row of a field of rows; what is not filled is left out, and what
  /// the file does not know comes last under its own name.
  func table(_ form: JSON) -> Table {
    var table = Table([.init(title: ""), .init(title: "")])
    for field in procedure.workflow.fields {
      guard let value = form[field.name], !value.isNull else { continue }
      let title = name(field)
      for (index, text) in lines(mask.masked(value, of: field.name), field).enumerated() {
        table.add([.init(index == 0 ? title : "", .faint), .init(text)])
      }
    }
    for member in form.members ?? [] where procedure.workflow.field(member.key) == nil {
      table.add([.init(member.key, .faint), .init(Listing.text(of: member.value))])
    }
    return table
  }

  private func name(_ field: Workflow.Field) -> String {
    field.label.text(in: Language.current.rawValue, or: field.name)
  }

  private func lines(_ value: JSON, _ field: Workflow.Field) -> [String] {
    let text = FieldText(zone: procedure.calendar.zone)
    guard case .rows(let columns, _, _) = field.type, let rows = value.elements else {
      return [text.text(value, as: field.type)]
    }
    return rows.map { row in
      columns.compactMap { column in
        guard let cell = row[column.name], !cell.isNull else { return nil }
        return "\(name(column)) \(text.text(cell, as: column.type))"
      }.joined(separator: ", ")
    }
  }
}
