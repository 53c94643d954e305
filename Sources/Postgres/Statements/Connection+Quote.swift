import CLibPQ

extension Connection {
  /// A name of a table, role or database, quoted for a place where no parameter may stand.
  ///
  /// - Throws: `usage(nulInText)`, `usage(closed)`.
  public func quoteIdentifier(_ name: String) throws(PostgresError) -> String {
    try escape(name, PQescapeIdentifier)
  }

  /// A value as a literal, quotes included, for commands that take no parameters (`CREATE ROLE …
  /// PASSWORD`, `SET`). Everywhere else send a parameter.
  ///
  /// - Throws: `usage(nulInText)`, `usage(closed)`.
  public func quoteLiteral(_ text: String) throws(PostgresError) -> String {
    try escape(text, PQescapeLiteral)
  }

  /// The manual: both need the connection for its encoding, and their answer must be freed with
  /// PQfreemem.
  private func escape(
    _ text: String,
    _ quote: (OpaquePointer?, UnsafePointer<CChar>?, Int) -> UnsafeMutablePointer<CChar>?
  ) throws(PostgresError) -> String {
    let handle = try openHandle()
    let text = try checkedForNul(text, "the text")
    guard let quoted = quote(handle, text, text.utf8.count) else {
      throw .usage(.wrongStatement, trimmed(String(cString: PQerrorMessage(handle))))
    }
    defer { PQfreemem(quoted) }
    return String(cString: quoted)
  }
}
