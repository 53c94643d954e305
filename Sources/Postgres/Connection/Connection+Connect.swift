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
    try begin(parameters, onNotice: onNotice).finish()
  }

  static func start(_ pairs: [(key: String, value: String)]) -> OpaquePointer? {
    let keys = pairs.map { strdup($0.key) }
    let values = pairs.map { strdup($0.value) }
    defer { (keys + values).forEach { free($0) } }
    let keyList = keys.map { UnsafePointer($0) } + [nil]
    let valueList = values.map { UnsafePointer($0) } + [nil]
    return PQconnectStartParams(keyList, valueList, 1)
  }

  static func hasManyHosts(_ handle: OpaquePointer) -> Bool {
    let hosts = [option("host", of: handle), option("hostaddr", of: handle)]
    return hosts.contains { $0?.contains(",") == true }
  }

  /// In seconds; 0 is no limit. libpq takes 1 as 2, and so do we.
  static func connectTimeout(of handle: OpaquePointer) -> Int {
    guard let seconds = option("connect_timeout", of: handle).flatMap({ Int($0) }), seconds > 0
    else { return 0 }
    return max(2, seconds)
  }

  /// An option as it came out of string, service file and environment together.
  static func option(_ name: String, of handle: OpaquePointer) -> String? {
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
  static func failure(of handle: OpaquePointer, timedOut: Bool) -> PostgresError {
    defer { PQfinish(handle) }
    let text = String(cString: PQerrorMessage(handle))
    // PQconninfo is empty when the parameters could not be read, or the service not found.
    let parametersRead = option("port", of: handle) != nil && PQhost(handle) != nil
    return ConnectFailureText(text).error(timedOut: timedOut, parametersRead: parametersRead)
  }

  func settle() throws(PostgresError) {
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
