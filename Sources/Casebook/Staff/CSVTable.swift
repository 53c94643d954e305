/// A table of people or units as a spreadsheet saves it: CSV as RFC 4180 describes it, in UTF-8, with
/// a first row that names the columns.
public struct CSVTable: Equatable, Sendable {
  /// One row.
  public struct Row: Equatable, Sendable {
    /// Its number as a spreadsheet shows it: the names of the columns are row 1.
    public var number: Int
    /// The cells by column, without blanks around them; an empty cell is absent.
    public var cells: [String: String]

    /// The cell of a column.
    public subscript(column: String) -> String? { cells[column] }
  }

  /// What makes a file no such table.
  public enum Mistake: Error, Equatable, Sendable {
    /// Not UTF-8, a usual sign of another encoding.
    case encoding
    /// A quotation mark in row `row` that nothing closes, or text after one that closes.
    case quotes(row: Int)
    /// A row with more cells than there are columns.
    case cells(row: Int)
    /// Columns that must be there and are not.
    case missing([String])
    /// Columns that nobody knows, or that are there twice.
    case unknown([String])
  }

  /// The names of the columns, in the file's order.
  public var columns: [String]
  /// The rows, without those that are empty.
  public var rows: [Row]

  /// Reads a file.
  ///
  /// An apostrophe in front of `=`, `+`, `-`, `@` is taken off: `CSVWriter` and spreadsheets put it
  /// there.
  public init(_ bytes: [UInt8], required: [String], optional: [String]) throws(Mistake) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .encoding }
    let records = try Self.records(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
    let names = (records.first?.cells ?? []).map { Self.trimmed($0).lowercased() }
    let absent = required.filter { !names.contains($0) }
    guard absent.isEmpty else { throw .missing(absent) }
    let known = required + optional
    let wrong = names.enumerated().filter { index, name in
      !known.contains(name) || names[..<index].contains(name)
    }.map(\.element)
    guard wrong.isEmpty else { throw .unknown(wrong) }
    columns = names
    rows = []
    for record in records.dropFirst() {
      guard record.cells.count <= columns.count else { throw .cells(row: record.number) }
      var cells: [String: String] = [:]
      for (column, cell) in zip(columns, record.cells) {
        let text = Self.trimmed(cell)
        if !text.isEmpty { cells[column] = text }
      }
      if !cells.isEmpty { rows.append(Row(number: record.number, cells: cells)) }
    }
  }

  private static func trimmed(_ cell: String) -> String {
    var text = cell[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    if text.first == "'", let next = text.dropFirst().first, "=+-@".contains(next) {
      text.removeFirst()
    }
    return String(text)
  }

  private static func records(
    _ text: Substring
  ) throws(Mistake) -> [(number: Int, cells: [String])] {
    var records: [(number: Int, cells: [String])] = []
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuoted = false
    var number = 1
    var index = text.startIndex
    func next() -> Character? {
      let after = text.index(after: index)
      return after < text.endIndex ? text[after] : nil
    }
    while index < text.endIndex {
      let character = text[index]
      if isQuoted {
        if character != "\"" {
          cell.append(character)
        } else if next() == "\"" {
          cell.append("\"")
          index = text.index(after: index)
        } else {
          isQuoted = false
          wasQuoted = true
        }
      } else if character == "," || character.isNewline {
        cells.append(cell)
        cell = ""
        wasQuoted = false
        if character != "," {
          records.append((number, cells))
          cells = []
          number += 1
        }
      } else if character == "\"", cell.isEmpty, !wasQuoted {
        isQuoted = true
      } else if wasQuoted {
        throw .quotes(row: number)
      } else {
        cell.append(character)
      }
      index = text.index(after: index)
    }
    if isQuoted { throw .quotes(row: number) }
    if !cell.isEmpty || !cells.isEmpty || wasQuoted { records.append((number, cells + [cell])) }
    return records
  }
}
