import CLibPQ

extension Connection {
  /// What `ALTER ROLE … PASSWORD` takes instead of the password itself, which then never reaches
  /// the server, its log or its statistics: a SCRAM-SHA-256 verifier (RFC 5803).
  ///
  /// The manual: without an algorithm PQencryptPasswordConn asks the server which; it is named
  /// here, so no round trip, and never MD5.
  ///
  /// - Throws: `usage(nulInText)`, `usage(closed)`.
  public func encryptPassword(
    _ password: String, user: String
  ) throws(PostgresError) -> String {
    let handle = try openHandle()
    let password = try checkedForNul(password, "the password")
    let user = try checkedForNul(user, "the role's name")
    guard let text = PQencryptPasswordConn(handle, password, user, "scram-sha-256") else {
      throw .usage(.wrongStatement, trimmed(String(cString: PQerrorMessage(handle))))
    }
    defer { PQfreemem(text) }
    return String(cString: text)
  }
}
