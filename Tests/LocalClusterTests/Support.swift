import Glibc
import Synchronization
import Testing

@testable import LocalCluster

/// A fresh folder that everybody may enter, for a cluster of the test's own; destroyed afterwards.
func withHome(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/casework-home-XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  let home = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  chmod(home, 0o755)
  defer { rmdir(home) }
  let cluster = try quickCluster(home)
  defer { _ = try? cluster.destroy() }
  try body(home)
}

/// A cluster that spares the test the wait for the disk.
func quickCluster(_ home: String) throws -> LocalCluster {
  try LocalCluster(home: home, settings: ServerSettings(durable: false))
}

/// Whether a process runs; one that nobody waited for does not.
func runs(_ pid: Int) -> Bool {
  let file = "/proc/\(pid)/stat"
  guard exists(file), let facts = try? readFile(file) else { return false }
  return facts.split(separator: ")").last?.hasPrefix(" Z") == false
}

/// The error that `body` must throw.
func failure<T>(_ body: () throws -> T) throws -> LocalClusterError {
  try #require(#expect(throws: LocalClusterError.self) { _ = try body() })
}

/// Runs `body` on so many threads at once and waits for all of them.
func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var threads = [pthread_t](repeating: 0, count: count)
  for index in threads.indices {
    pthread_create(
      &threads[index], nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
  }
  for thread in threads { pthread_join(thread, nil) }
}

/// Owner and permission bits of what stands at `path`.
func ownerAndMode(_ path: String) throws -> (uid: uid_t, mode: mode_t) {
  var facts = stat()
  try #require(lstat(path, &facts) == 0, "\(path) is absent")
  return (facts.st_uid, facts.st_mode & 0o777)
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether `condition` comes true within ten seconds.
func soon(_ condition: () -> Bool) -> Bool {
  for _ in 0..<200 {
    if condition() { return true }
    usleep(50_000)
  }
  return condition()
}

/// Writes a file of the caller's.
func writeFile(_ text: String, to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  try #require(file >= 0, "\(path) cannot be written")
  defer { close(file) }
  try #require(write(file, text, text.utf8.count) == text.utf8.count)
}

/// The text of a file.
func readFile(_ path: String) throws -> String {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  try #require(file >= 0, "\(path) cannot be read")
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1_048_576)
  let count = read(file, &bytes, bytes.count)
  return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
}
