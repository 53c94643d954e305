import CLibPQ

/// Where a connection stands between statements.
public enum TransactionStatus: Hashable, Sendable {
  /// No transaction is open.
  case idle
  /// A statement is running.
  case active
  /// A transaction is open.
  case open
  /// A transaction is open and failed: it takes a ROLLBACK and nothing else.
  case failed
  /// The connection is broken or closed.
  case unknown
}

extension Connection {
  /// A setting that the server reports by itself (`server_version`, `TimeZone`,
  /// `standard_conforming_strings`, …; the list is in the manual under PQparameterStatus).
  public func parameterStatus(_ name: String) -> String? {
    guard let handle, let value = PQparameterStatus(handle, name) else { return nil }
    return String(cString: value)
  }

  /// The server's version as one number: 150018 is 15.18. 0 when closed.
  public var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }

  /// The process id of the server's process for this connection; 0 when closed. Behind a pooler it
  /// means nothing.
  public var backendPID: Int { handle.map { Int(PQbackendPID($0)) } ?? 0 }

  /// Where the connection stands.
  public var transactionStatus: TransactionStatus {
    guard let handle else { return .unknown }
    switch PQtransactionStatus(handle) {
    case PQTRANS_IDLE: return .idle
    case PQTRANS_ACTIVE: return .active
    case PQTRANS_INTRANS: return .open
    case PQTRANS_INERROR: return .failed
    default: return .unknown
    }
  }

  /// Whether the connection is open as far as libpq knows; it learns of a loss at the next use.
  public var isOpen: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

  /// The role the connection logged in as.
  public var user: String { text(PQuser) }
  /// The database.
  public var database: String { text(PQdb) }
  /// The host, or the socket's directory.
  public var host: String { text(PQhost) }
  /// The port, which also names the socket.
  public var port: String { text(PQport) }

  private func text(_ read: (OpaquePointer?) -> UnsafeMutablePointer<CChar>?) -> String {
    guard let handle, let text = read(handle) else { return "" }
    return String(cString: text)
  }
}
