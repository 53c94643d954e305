/// What libpq wrote about a failed connection, read for its reason.
///
/// In verbose form a server's refusal is `FATAL:  28P01: password …`; the rest is libpq's own text,
/// which is in English because the program does not switch on libpq's translations.
struct ConnectFailureText {
  let sqlState: SQLState?
  /// Without the lines that verbosity adds.
  let message: String

  init(_ text: String) {
    var state: SQLState?
    var lines: [String] = []
    for line in trimmed(text).split(separator: "\n") where !line.hasPrefix("LOCATION:") {
      guard let colon = line.range(ofFirst: ":  "), let found = SQLState(line[colon...].prefix(5)),
        line[colon...].dropFirst(5).hasPrefix(": ")
      else {
        lines.append(String(line))
        continue
      }
      // With several hosts the last refusal is the one that counts.
      state = found
      lines.append(String(line[..<colon] + line[colon...].dropFirst(7)))
    }
    sqlState = state
    message = lines.joined(separator: "\n")
  }

  func error(timedOut: Bool, parametersRead: Bool) -> PostgresError {
    if timedOut {
      return PostgresError(
        .connectionFailed(.timedOut), "no answer within connect_timeout. \(message)")
    }
    let server = sqlState.map {
      ServerMessage(severity: "FATAL", sqlState: $0, message: message)
    }
    return PostgresError(
      .connectionFailed(reason(parametersRead: parametersRead)), message, server: server)
  }

  private func reason(parametersRead: Bool) -> PostgresError.ConnectionFailure {
    switch sqlState {
    case .invalidPassword?: return .badPassword
    case .invalidCatalogName?: return .databaseAbsent
    case .cannotConnectNow?, .adminShutdown?, "57P02"?: return .notAccepting
    case .tooManyConnections?: return .tooManyConnections
    case .invalidAuthorization?:
      // The server gives an absent role and a role that no rule lets in the same code.
      return message.contains("role \"") && message.contains("does not exist")
        ? .roleAbsent : .notAllowed
    case .some: return .other
    case nil: return reasonFromClient(parametersRead: parametersRead)
    }
  }

  private func reasonFromClient(
    parametersRead: Bool
  ) -> PostgresError.ConnectionFailure {
    let texts: [(String, PostgresError.ConnectionFailure)] = [
      ("no password supplied", .badPassword), ("timeout expired", .timedOut),
      ("No such file or directory", .serverNotThere), ("Connection refused", .serverNotThere),
      ("could not translate host name", .serverNotThere),
      ("Network is unreachable", .serverNotThere),
      ("No route to host", .serverNotThere), ("Permission denied", .notAllowed),
      ("server closed the connection unexpectedly", .notAccepting),
      ("invalid connection option", .badParameters), ("definition of service", .badParameters),
      ("service file", .badParameters), ("invalid port number", .badParameters),
      ("in connection info string", .badParameters), ("is too long", .badParameters),
      ("invalid integer value", .badParameters), ("value:", .badParameters),
      ("invalid URI", .badParameters), ("URI", .badParameters),
    ]
    for (phrase, reason) in texts where message.contains(phrase) { return reason }
    return parametersRead ? .other : .badParameters
  }
}

extension Substring {
  /// The place behind the first occurrence of `text`.
  fileprivate func range(ofFirst text: String) -> Index? {
    var rest = self
    while !rest.isEmpty {
      if rest.hasPrefix(text) { return rest.index(rest.startIndex, offsetBy: text.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
