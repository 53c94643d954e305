import CLibPQ
import Glibc

extension Connection {
  /// Begins to connect and returns while the server still makes its process, which takes it longer
  /// than most programs need for their own preparations. Parameters as for `connect`.
  ///
  /// ```swift
  /// let pending = try Connection.begin(parameters)
  /// prepare()
  /// let connection = try pending.finish()
  /// ```
  /// - Throws: `connectionFailed` when nobody listens there or the parameters cannot be read.
  public static func begin(
    _ parameters: ConnectionParameters = ConnectionParameters(),
    onNotice: ((ServerMessage) -> Void)? = nil
  ) throws(PostgresError) -> PendingConnection {
    guard let handle = start(try parameters.pairs()) else {
      throw PostgresError(.connectionFailed(.other), "out of memory")
    }
    guard PQstatus(handle) != CONNECTION_BAD else { throw failure(of: handle, timedOut: false) }
    // Startup errors reach us as text alone; in its verbose form the text carries the SQLSTATE,
    // which does not depend on the server's language. It can only be set on a started connection,
    // hence PQconnectStartParams and not PQconnectdbParams.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    return PendingConnection(owning: handle, onNotice: onNotice)
  }
}

/// A connection that is being made. Dropping it gives it up.
public final class PendingConnection {
  /// `nil` once finished.
  private var handle: OpaquePointer?
  private let onNotice: ((ServerMessage) -> Void)?
  private let hasManyHosts: Bool
  private let end: Int?
  // The manual: "behave as if it last returned PGRES_POLLING_WRITING" before the first call.
  private var waitingFor = PGRES_POLLING_WRITING

  fileprivate init(owning handle: OpaquePointer, onNotice: ((ServerMessage) -> Void)?) {
    self.handle = handle
    self.onNotice = onNotice
    hasManyHosts = Connection.hasManyHosts(handle)
    let seconds = Connection.connectTimeout(of: handle)
    end = seconds > 0 ? monotonicMilliseconds() + seconds * 1_000 : nil
    // A Unix socket is connected at once, so the server can be told who comes without waiting.
    if !hasManyHosts { _ = step(handle, patience: 0) }
  }

  deinit { handle.map { PQfinish($0) } }

  /// The role, host or socket folder, port and database as the parameters come to; nil where only
  /// the finished connection tells which of several hosts it is.
  public var target: (user: String, host: String, port: String, database: String)? {
    guard let handle, !hasManyHosts, let user = PQuser(handle), let host = PQhost(handle),
      let port = PQport(handle), let database = PQdb(handle)
    else { return nil }
    return (
      String(cString: user), String(cString: host), String(cString: port), String(cString: database)
    )
  }

  /// Waits until the connection stands. Throws as `Connection.connect`, and `usage(closed)` the
  /// second time.
  public func finish() throws(PostgresError) -> Connection {
    guard let handle else { throw .usage(.closed, "the connection was taken already") }
    self.handle = nil
    var timedOut = false
    if hasManyHosts {
      // The manual: connect_timeout "is ignored when using PQconnectPoll", and only libpq itself
      // can go on to the next host after one that is silent. PQreset connects anew, with all hosts
      // and timeouts, and keeps the verbosity.
      PQreset(handle)
    } else {
      timedOut = !poll(handle)
    }
    guard !timedOut, PQstatus(handle) == CONNECTION_OK else {
      throw Connection.failure(of: handle, timedOut: timedOut)
    }
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    let box = NoticeBox(onNotice)
    box.install(on: handle)
    let connection = Connection(owning: handle, noticeBox: box)
    try connection.settle()
    return connection
  }

  /// Drives the connection until it stands or fails; false when the time ran out.
  private func poll(_ handle: OpaquePointer) -> Bool {
    while waitingFor != PGRES_POLLING_OK, waitingFor != PGRES_POLLING_FAILED {
      let patience = end.map { Int32(clamping: max(0, $0 - monotonicMilliseconds())) } ?? -1
      if !step(handle, patience: patience) { return false }
    }
    return true
  }

  /// Goes one step on when the socket is ready within so many milliseconds; false when it is not.
  private func step(_ handle: OpaquePointer, patience: Int32) -> Bool {
    var descriptor = pollfd(
      fd: PQsocket(handle),
      events: Int16(waitingFor == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
    let ready = Glibc.poll(&descriptor, 1, patience)
    if ready < 0 { return errno == EINTR }
    if ready > 0 { waitingFor = PQconnectPoll(handle) }
    return ready > 0
  }
}

@available(*, unavailable)
extension PendingConnection: Sendable {}
