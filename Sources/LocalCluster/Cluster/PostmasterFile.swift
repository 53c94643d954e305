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

  /// Makes a left file harmless when its process id certainly belongs to no running PostgreSQL: to
  /// another program, or to a dead process that nobody has waited for, as in containers without an
  /// init. The server would take it for a running one. Less certain cases are left to the server.
  ///
  /// The file is not removed: by its other lines the server finds processes of the dead one that
  /// still hold the shared memory. Only the id is replaced, by one above the kernel's limit.
  ///
  /// `path` is the pid file or the socket's lock file, which begins alike.
  static func disarmIfStale(_ path: String, owner: Account) throws(LocalClusterError) {
    guard let text = Files.read(path), let pid = pid_t(text.prefix { $0 != "\n" }), pid > 0,
      let facts = Files.read("/proc/\(pid)/stat"), let nameEnd = facts.lastIndex(of: ")")
    else { return }
    let isZombie = facts[nameEnd...].dropFirst(2).hasPrefix("Z")
    let isPostgres = facts.split(separator: " ").dropFirst().first == "(postgres)"
    guard isZombie || !isPostgres else { return }
    let rest = text.drop { $0 != "\n" }
    try Files.write("\(highestProcessID + 1)\(rest)", to: path, owner: owner)
  }

  /// PID_MAX_LIMIT of Linux on 64 bits.
  private static let highestProcessID = 4_194_304

  static func path(_ data: String) -> String { "\(data)/postmaster.pid" }

  private static func works(_ pid: pid_t, in data: String) -> Bool {
    guard pid > 0, let folder = realpath("/proc/\(pid)/cwd", nil) else { return false }
    defer { free(folder) }
    guard let wanted = realpath(data, nil) else { return false }
    defer { free(wanted) }
    return strcmp(folder, wanted) == 0
  }
}
