import CLibPQ

/// One row, lent to a closure: nothing is copied until it is asked for.
///
/// Non-copyable, so that it cannot outlive the result it points into; keep values, not rows.
public struct Row: ~Copyable, RowReading {
  private let result: OpaquePointer
  private let number: Int32

  /// `result` must outlive the row; the callers borrow it for a closure only.
  init(result: OpaquePointer, number: Int32) {
    self.result = result
    self.number = number
  }

  /// How many columns there are.
  public var columnCount: Int { Int(PQnfields(result)) }

  /// The names of the columns.
  public var columnNames: [String] { Postgres.columnNames(of: result) }

  /// The place of the first column of this name, exactly as the server reports it.
  ///
  /// Not PQfnumber: the manual says that it folds its argument to lower case unless quoted.
  public func index(ofColumn name: String) -> Int? {
    columnNames.firstIndex(of: name)
  }

  /// Calls `body` with the text at a place, or with `nil` for NULL.
  ///
  /// The manual: PQgetvalue gives an empty string for NULL too, so PQgetisnull must be asked; and
  /// the length is PQgetlength's, which spares a `strlen`.
  public func withText<R>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R {
    let column = Int32(index)
    guard PQgetisnull(result, number, column) == 0, let text = PQgetvalue(result, number, column)
    else { return body(nil) }
    let length = Int(PQgetlength(result, number, column))
    return text.withMemoryRebound(to: UInt8.self, capacity: length) { start in
      body(UnsafeBufferPointer(start: start, count: length))
    }
  }
}

func columnNames(of result: OpaquePointer) -> [String] {
  (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
}
