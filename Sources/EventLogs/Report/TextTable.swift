/// Columns of text, aligned by the cells of a terminal.
struct TextTable {
  /// The columns that are aligned to the right.
  let numbers: Set<Int>

  /// A line for each row; nothing is aligned after the last column.
  func lines(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].cells : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        let blank = String(repeating: " ", count: max(0, widths[column] - cell.cells))
        line += " " + (numbers.contains(column) ? blank + cell : cell + blank) + " "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
