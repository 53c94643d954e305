import CLibPQ
import Glibc

extension Connection {
  /// Connects, and sets what every session of ours relies on: UTF-8, time zone UTC, ISO dates.
  ///
  /// These are the settings that pgbouncer carries along, so nothing leaks between its clients. The
  /// two dates' settings cost a round trip only where the server's defaults differ.
  ///
  /// - Parameters:
  ///   - parameters: where, and as whom; by default the environment decides.
  ///   - onNotice: receives the server's notices and warnings; by default they are dropped.
  /// - Throws: `connectionFailed` with its reason, `usage(nulInText)`.
  public static func connect(
    _ parameters: ConnectionParameters = ConnectionParameters(),
    onNotice: ((ServerMessage) -> Void)? = nil
  ) throws(PostgresError) -> Connection {
    let handle = try open(parameters)
    let box = NoticeBox(onNotice)
    box.install(on: handle)
    let connection = Connection(owning: handle, noticeBox: box)
    try connection.settle()
    return connection
  }

  private static func open(
    _ parameters: ConnectionParameters
  ) throws(PostgresError) -> OpaquePointer {
    guard let handle = start(try parameters.pairs()) else {
      throw PostgresError(.connectionFailed(.other), "out of memory")
    }
    guard PQstatus(handle) != CONNECTION_BAD else { throw failure(of: handle, timedOut: false) }
    // Startup errors reach us as text alone; in its verbose form the text carries the SQLSTATE,
    // which does not depend on the server's language. It can only be set on a started connection,
    // hence PQconnectStartParams and not PQconnectdbParams.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    var timedOut = false
    if hasManyHosts(handle) {
      // The manual: connect_timeout "is ignored when using PQconnectPoll", and only libpq itself
      // can go on to the next host after one that is silent. PQreset connects anew, with all hosts
      // and timeouts, and keeps the verbosity.
      PQreset(handle)
    } else {
      timedOut = !poll(handle, seconds: connectTimeout(of: handle))
    }
    guard !timedOut, PQstatus(handle) == CONNECTION_OK else {
      throw failure(of: handle, timedOut: timedOut)
    }
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    return handle
  }

  private static func start(_ pairs: [(key: String, value: String)]) -> OpaquePointer? {
    let keys = pairs.map { strdup($0.key) }
    let values = pairs.map { strdup($0.value) }
    defer { (keys + values).forEach { free($0) } }
    let keyList = keys.map { UnsafePointer($0) } + [nil]
    let valueList = values.map { UnsafePointer($0) } + [nil]
    return PQconnectStartParams(keyList, valueList, 1)
  }

  /// Drives the connection until it stands or fails; false when the time ran out (0: no limit).
  private static func poll(_ handle: OpaquePointer, seconds: Int) -> Bool {
    let end = seconds > 0 ? monotonicMilliseconds() + seconds * 1_000 : nil
    // The manual: "behave as if it last returned PGRES_POLLING_WRITING" before the first call.
    var waitingFor = PGRES_POLLING_WRITING
    while true {
      var descriptor = pollfd(
        fd: PQsocket(handle),
        events: Int16(waitingFor == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
      let patience = end.map { Int32(clamping: max(0, $0 - monotonicMilliseconds())) } ?? -1
      let ready = Glibc.poll(&descriptor, 1, patience)
      if ready == 0 { return false }
      if ready < 0, errno != EINTR { return false }
      guard ready > 0 else { continue }
      waitingFor = PQconnectPoll(handle)
      if waitingFor == PGRES_POLLING_OK || waitingFor == PGRES_POLLING_FAILED { return true }
    }
  }

  private static func hasManyHosts(_ handle: OpaquePointer) -> Bool {
    let hosts = [option("host", of: handle), option("hostaddr", of: handle)]
    return hosts.contains { $0?.contains(",") == true }
  }

  /// In seconds; 0 is no limit. libpq takes 1 as 2, and so do we.
  private static func connectTimeout(of handle: OpaquePointer) -> Int {
    guard let seconds = option("connect_timeout", of: handle).flatMap({ Int($0) }), seconds > 0
    else { return 0 }
    return max(2, seconds)
  }

  /// An option as it came out of string, service file and environment together.
  private static func option(_ name: String, of handle: OpaquePointer) -> String? {
    guard let options = PQconninfo(handle) else { return nil }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if strcmp(keyword, name) == 0 { return option.pointee.val.map { String(cString: $0) } }
      option += 1
    }
    return nil
  }

  /// Frees the handle.
  private static func failure(of handle: OpaquePointer, timedOut: Bool) -> PostgresError {
    defer { PQfinish(handle) }
    let text = String(cString: PQerrorMessage(handle))
    // PQconninfo is empty when the parameters could not be read, or the service not found.
    let parametersRead = option("port", of: handle) != nil && PQhost(handle) != nil
    return ConnectFailureText(text).error(timedOut: timedOut, parametersRead: parametersRead)
  }

  private func settle() throws(PostgresError) {
    var wishes: [String] = []
    let zone = parameterStatus("TimeZone")
    if zone != "UTC", zone != "Etc/UTC" { wishes.append("SET TimeZone = 'UTC'") }
    if parameterStatus("DateStyle")?.hasPrefix("ISO") != true {
      wishes.append("SET DateStyle = 'ISO'")
    }
    guard !wishes.isEmpty else { return }
    try executeScript(wishes.joined(separator: "; "))
  }
}

func monotonicMilliseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
}
