import Glibc
import LocalCluster
import Postgres
import Synchronization
import Testing

/// One database for all tests: copying the 300 files of an empty one takes longer than most tests.
private let database = Result { try TemporaryCluster.shared().makeDatabase() }
private let schemas = Mutex(0)

/// Where to connect to find an empty schema of one's own.
func place() throws -> ConnectionParameters {
  let parameters = try database.get()
  let number = schemas.withLock { number in
    number += 1
    return number
  }
  try Connection.connect(parameters).execute("CREATE SCHEMA place_\(number)")
  return parameters.with(["options": "-c search_path=place_\(number)"])
}

/// A connection to an empty schema of its own.
func connect() throws -> Connection {
  try Connection.connect(place())
}

/// Two connections to one empty schema.
func connectTwice() throws -> (Connection, Connection) {
  let parameters = try place()
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
