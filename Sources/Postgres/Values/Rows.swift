import CLibPQ

/// A whole result, copied out of libpq: a collection of rows that can be kept and sent.
///
/// For results of any size use `Connection.forEachRow`, which needs constant memory.
public struct Rows: RandomAccessCollection, Sendable {
  /// One stored row.
  public struct Element: RowReading, Sendable {
    /// The names of the columns.
    public let columnNames: [String]
    /// The texts of the columns, `nil` for NULL.
    public let values: [String?]

    /// How many columns there are.
    public var columnCount: Int { values.count }

    /// The place of the first column of this name.
    public func index(ofColumn name: String) -> Int? { columnNames.firstIndex(of: name) }

    /// Calls `body` with the text at a place, or with `nil` for NULL.
    public func withText<R>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R {
      guard var text = values[index] else { return body(nil) }
      return text.withUTF8 { body($0) }
    }
  }

  /// The names of the columns; empty for a command without a result.
  public let columnNames: [String]
  /// The texts, row by row, `nil` for NULL.
  public let values: [[String?]]
  /// The command tag, such as `SELECT 3` or `INSERT 0 1`.
  public let commandTag: String
  /// How many rows the command returned or changed.
  public let affectedRows: Int

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place after the last row.
  public var endIndex: Int { values.count }
  /// The row at a place within the bounds.
  public subscript(position: Int) -> Element {
    Element(columnNames: columnNames, values: values[position])
  }

  init(_ result: borrowing ResultHandle) {
    let pointer = result.pointer
    let columns = PQnfields(pointer)
    columnNames = Postgres.columnNames(of: pointer)
    commandTag = result.commandTag
    affectedRows = result.affectedRows
    values = (0..<PQntuples(pointer)).map { number in
      let row = Row(result: pointer, number: number)
      return (0..<Int(columns)).map { column in
        row.withText(at: column) { $0.map { String(decoding: $0, as: UTF8.self) } }
      }
    }
  }
}
