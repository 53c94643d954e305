extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
  /// The kind, the condition, the names of objects, and the message unless it may quote values.
  ///
  /// DETAIL, CONTEXT and the messages of class 22 ("invalid input syntax for type date: …") quote
  /// what was sent, so they are left out.
  public var description: String {
    var parts = [kindText]
    if let batchIndex { parts.append("item \(batchIndex) of the batch") }
    if let state = sqlState {
      let quotesValues = state.is(.dataException)
      parts.append(quotesValues ? "\(state) data exception" : "\(state) \(message)")
    } else {
      parts.append(message)
    }
    if let server {
      let names = [
        ("schema", server.schema), ("table", server.table), ("column", server.column),
        ("constraint", server.constraint),
      ]
      for case (let label, let name?) in names { parts.append("\(label) \(name)") }
    }
    return parts.joined(separator: ": ")
  }

  /// Everything, the server's DETAIL, HINT and CONTEXT included: for the developer's eyes.
  public var debugDescription: String {
    var lines = ["\(kindText): \(message)"]
    if let batchIndex { lines.append("BATCH ITEM: \(batchIndex)") }
    if let server {
      let fields = [
        ("SEVERITY", server.severity), ("SQLSTATE", server.sqlState?.code),
        ("MESSAGE", server.message), ("DETAIL", server.detail), ("HINT", server.hint),
        ("CONTEXT", server.context), ("SCHEMA", server.schema), ("TABLE", server.table),
        ("COLUMN", server.column), ("CONSTRAINT", server.constraint),
        ("POSITION", server.position.map { String($0) }),
      ]
      for case (let label, let text?) in fields { lines.append("\(label): \(text)") }
    }
    return lines.joined(separator: "\n")
  }

  private var kindText: String {
    switch kind {
    case .connectionFailed: "cannot connect"
    case .connectionLost: "connection lost, nothing done"
    case .outcomeUnknown: "connection lost, outcome unknown"
    case .interrupted: "interrupted"
    case .server: "refused by the server"
    case .usage: "wrong use"
    }
  }
}
