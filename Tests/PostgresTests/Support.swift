import Glibc
import LocalCluster
import Postgres
import Testing

/// A connection to an empty database of its own.
func connect() throws -> Connection {
  try Connection.connect(TemporaryCluster.shared().makeDatabase())
}

/// Two connections to one empty database.
func connectTwice() throws -> (Connection, Connection) {
  let parameters = try TemporaryCluster.shared().makeDatabase()
  return (try Connection.connect(parameters), try Connection.connect(parameters))
}

/// The error that `body` must throw.
func failure<T>(_ body: () throws -> T) throws -> PostgresError {
  try #require(#expect(throws: PostgresError.self) { _ = try body() })
}

/// Runs `body` on a thread of its own; blocking calls do not belong on the cooperative pool.
func onThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  pthread_detach(thread)
}

/// The most memory that this process has had, in KiB.
func peakMemory() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss
}
