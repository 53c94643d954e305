import History

/// Rows of data that every format can show: the JSON objects as they are, and which of their
/// members make the columns of a table.
struct Listing {
  enum Kind {
    case text
    case number
    /// Microseconds since 1970-01-01 UTC, or ISO 8601 text.
    case instant
    /// Days since 1970-01-01, or ISO 8601 text.
    case day
    /// An object of texts by language.
    case label
    case flag
    /// A truth value shown only when it is true.
    case mark
  }

  struct Column {
    var key: String
    var title: String
    var kind: Kind

    init(_ key: String, _ title: String, _ kind: Kind = .text) {
      self.key = key
      self.title = title
      self.kind = kind
    }
  }

  var columns: [Column]
  var rows: [JSON]
  /// What a table says when there are no rows.
  var empty: String

  init(_ columns: [Column], rows: [JSON], empty: String) {
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }

  func cell(_ column: Column, of row: JSON) -> String {
    guard let value = row[column.key] else { return "" }
    return Self.text(of: value, as: column.kind)
  }

  static func text(of value: JSON, as kind: Kind = .text) -> String {
    switch (kind, value) {
    case (_, .null): return ""
    case (.instant, .number): return value.int64.map(Instant.text(microseconds:)) ?? ""
    case (.instant, .string(let text)): return Timestamps.local(text)
    case (.day, .number): return value.int64.map(Instant.day) ?? ""
    case (.label, .object): return label(value) ?? ""
    case (.mark, .bool(false)): return ""
    case (_, .bool(let value)): return value ? say("yes", "是") : say("no", "否")
    case (_, .string(let text)): return text
    case (_, .number(let digits)): return digits
    case (_, .array(let elements)):
      return elements.map { text(of: $0) }.joined(separator: ", ")
    case (_, .object): return label(value) ?? value.compact
    }
  }

  /// The text of a label object in the person's language, else in English, else the first.
  static func label(_ value: JSON?) -> String? {
    guard let members = value?.members, !members.isEmpty,
      members.allSatisfy({ $0.value.text != nil })
    else { return value?.text }
    let text = value?[Language.current.rawValue] ?? value?["en"] ?? members.first?.value
    return text?.text
  }

  /// Writes the rows in `format`.
  func write(to context: Context, format: OutputFormat) {
    let output = context.output
    switch format {
    case .table:
      if rows.isEmpty {
        context.tell(empty)
        return
      }
      var table = Table(
        columns.map { .init(title: $0.title, alignment: $0.kind == .number ? .right : .left) })
      for row in rows { table.add(columns.map { .init(cell($0, of: row)) }) }
      context.page(table.lines(paint: context.paint, width: output.columns))
    case .json:
      output.writeLine(JSON.array(rows).compact)
    case .jsonl:
      for row in rows { output.writeLine(row.compact) }
    case .csv:
      var csv = CSVWriter()
      csv.row(columns.map { .text($0.key) })
      for row in rows { csv.row(columns.map { Self.csvCell(row[$0.key] ?? .null) }) }
      output.write(bytes: csv.take())
    }
  }

  /// Data, not its rendering: numbers and instants stay as the JSON has them.
  private static func csvCell(_ value: JSON) -> CSVWriter.Cell {
    switch value {
    case .null: .text(nil)
    case .string(let text): .text(text)
    case .bool(let value): .text(value ? "true" : "false")
    case .number(let digits): value.int64.map { .integer($0) } ?? .text(digits)
    case .array, .object: .text(value.compact)
    }
  }
}
