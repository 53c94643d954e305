import CLibPQ

/// What the server said in an error or a notice, field by field ("Error and Notice Message Fields",
/// chapter 55 of the PostgreSQL manual).
public struct ServerMessage: Hashable, Sendable {
  /// ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO or LOG, never translated.
  public var severity: String
  /// The condition; absent when the text was made by libpq and not by the server.
  public var sqlState: SQLState?
  /// The primary text, in the server's language.
  public var message: String
  /// A second text; it may quote row values.
  public var detail: String?
  /// What to do about it.
  public var hint: String?
  /// The call stack inside the server; it may quote values.
  public var context: String?
  /// The schema of the object concerned.
  public var schema: String?
  /// The table concerned.
  public var table: String?
  /// The column concerned.
  public var column: String?
  /// The constraint concerned: its NAME is what a domain error is made from.
  public var constraint: String?
  /// Where in the statement, counted in characters from 1.
  public var position: Int?
}

extension ServerMessage {
  /// The manual: PQresultErrorField's strings belong to the result and go with PQclear, so every
  /// field is copied here.
  init(result: OpaquePointer) {
    func field(_ code: Unicode.Scalar) -> String? {
      guard let text = PQresultErrorField(result, Int32(code.value)) else { return nil }
      return String(cString: text)
    }
    severity = field("V") ?? field("S") ?? "ERROR"
    sqlState = field("C").flatMap { SQLState($0) }
    message = field("M") ?? trimmed(String(cString: PQresultErrorMessage(result)))
    detail = field("D")
    hint = field("H")
    context = field("W")
    schema = field("s")
    table = field("t")
    column = field("c")
    constraint = field("n")
    position = field("P").flatMap { Int($0) }
  }
}

/// libpq ends its texts with a line feed.
func trimmed(_ text: String) -> String {
  var text = Substring(text)
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}
