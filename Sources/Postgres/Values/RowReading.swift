/// What a row offers, borrowed (`Row`) or stored (`Rows.Element`).
public protocol RowReading: ~Copyable {
  /// How many columns there are.
  var columnCount: Int { get }

  /// The place of the first column of this name, from 0.
  func index(ofColumn name: String) -> Int?

  /// Calls `body` with the text at a place within `columnCount`, or with `nil` for NULL. The buffer
  /// lives as long as the call.
  func withText<R>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R
}

extension RowReading where Self: ~Copyable {
  /// The text of a column, `nil` for NULL.
  ///
  /// - Throws: `usage(columnAbsent)`.
  public subscript(_ key: ColumnKey) -> String? {
    get throws(PostgresError) { try optional(key) }
  }

  /// The value of a column, `nil` for NULL.
  ///
  /// - Throws: `usage(columnAbsent)`, `usage(wrongType)`.
  public func optional<T: PostgresDecodable>(
    _ key: ColumnKey, as type: T.Type = T.self
  ) throws(PostgresError) -> T? {
    let index = try place(of: key)
    let read: (isNull: Bool, value: T?) = withText(at: index) { text in
      guard let text else { return (true, nil) }
      return (false, T(postgresText: text))
    }
    guard read.isNull || read.value != nil else {
      throw .usage(
        .wrongType(column: key.label, wanted: "\(T.self)"),
        "column \(key.label) cannot be read as \(T.self)")
    }
    return read.value
  }

  /// The value of a column that is not NULL.
  ///
  /// - Throws: `usage(columnAbsent)`, `usage(unexpectedNull)`, `usage(wrongType)`.
  public func value<T: PostgresDecodable>(
    _ key: ColumnKey, as type: T.Type = T.self
  ) throws(PostgresError) -> T {
    guard let value: T = try optional(key) else {
      throw .usage(.unexpectedNull(key.label), "column \(key.label) is NULL")
    }
    return value
  }

  /// The text of a column that is not NULL; also JSON, dates and numerics, as the server writes
  /// them. Throws as `value(_:as:)`.
  public func string(_ key: ColumnKey) throws(PostgresError) -> String { try value(key) }

  /// The JSON text of a `json` or `jsonb` column that is not NULL. Throws as `value(_:as:)`.
  public func json(_ key: ColumnKey) throws(PostgresError) -> String { try value(key) }

  /// A whole number. Throws as `value(_:as:)`.
  public func int(_ key: ColumnKey) throws(PostgresError) -> Int { try value(key) }

  /// A boolean. Throws as `value(_:as:)`.
  public func bool(_ key: ColumnKey) throws(PostgresError) -> Bool { try value(key) }

  /// The bytes of a `bytea`. Throws as `value(_:as:)`.
  public func bytes(_ key: ColumnKey) throws(PostgresError) -> [UInt8] {
    let bytea: Bytea = try value(key)
    return bytea.bytes
  }

  /// Whether a column is NULL.
  ///
  /// - Throws: `usage(columnAbsent)`.
  public func isNull(_ key: ColumnKey) throws(PostgresError) -> Bool {
    withText(at: try place(of: key)) { $0 == nil }
  }

  private func place(of key: ColumnKey) throws(PostgresError) -> Int {
    switch key {
    case .index(let index) where (0..<columnCount).contains(index):
      return index
    case .name(let name):
      if let index = index(ofColumn: name) { return index }
    case .index:
      break
    }
    throw .usage(.columnAbsent(key.label), "the result has no column \(key.label)")
  }
}
