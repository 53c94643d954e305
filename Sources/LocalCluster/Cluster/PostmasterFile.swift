import Glibc

/// `postmaster.pid`, by which a running server says where it is to be found (its lines are listed
/// in PostgreSQL's `pidfile.h`: pid, data, start time, port, socket folder, address, key, state).
struct PostmasterFile {
  let pid: pid_t
  let socketFolder: String
  let isReady: Bool

  /// `nil` when no server runs on these data.
  ///
  /// A file left by a crash may name a process id that belongs to another program by now; a
  /// postmaster works in its data folder, so that is asked.
  init?(data: String) {
    guard let text = Files.read(Self.path(data)) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 5, let pid = pid_t(lines[0]), Self.works(pid, in: data) else { return nil }
    self.pid = pid
    socketFolder = String(lines[4])
    isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
  }

  /// Removes a left file whose process id now belongs to a program that is no PostgreSQL at all:
  /// the server would take it for a running one. Anything less certain is left to the server.
  static func removeIfCertainlyStale(data: String) {
    guard let text = Files.read(path(data)), let pid = pid_t(text.prefix { $0 != "\n" }), pid > 0,
      let program = Files.read("/proc/\(pid)/comm"), program != "postgres\n"
    else { return }
    unlink(path(data))
  }

  private static func path(_ data: String) -> String { "\(data)/postmaster.pid" }

  private static func works(_ pid: pid_t, in data: String) -> Bool {
    guard pid > 0, let folder = realpath("/proc/\(pid)/cwd", nil) else { return false }
    defer { free(folder) }
    guard let wanted = realpath(data, nil) else { return false }
    defer { free(wanted) }
    return strcmp(folder, wanted) == 0
  }
}
