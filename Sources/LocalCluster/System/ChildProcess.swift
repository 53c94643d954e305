import Glibc

/// Runs a program to its end and keeps what it wrote.
enum ChildProcess {
  /// POSIX_SPAWN_SETSID of glibc's spawn.h, which Swift does not see.
  private static let setSession: Int16 = 0x80

  struct Outcome {
    var status: Int32
    var output: String
  }

  /// - Parameters:
  ///   - words: the program's path and its arguments.
  ///   - environment: over the caller's; PG* variables of the caller are never handed on, or a
  ///     PGDATA or PGHOST of another server would lead astray.
  static func run(
    _ words: [String], environment: [String: String] = [:]
  ) throws(LocalClusterError) -> Outcome {
    let channel = try Channel()
    defer { close(channel.ours) }
    let child = try spawnClosing(channel.theirs, words, environment)
    let output = readAll(channel.ours)
    return Outcome(status: wait(child), output: output)
  }

  private static func spawnClosing(
    _ output: Int32, _ words: [String], _ environment: [String: String]
  ) throws(LocalClusterError) -> pid_t {
    defer { close(output) }
    return try spawn(words, input: nil, output: output, environment: environment)
  }

  /// Starts a program in a session of its own, so that a Ctrl-C meant for us does not reach it.
  static func spawn(
    _ words: [String], input: Int32?, output: Int32?, environment: [String: String] = [:]
  ) throws(LocalClusterError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, output, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    closeOthers(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | setSession)

    // The caller's folder may be one that the server's user cannot enter, and posix_spawn changes
    // folders only by an extension that Swift does not see.
    let words = ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"] + words
    let arguments = words.map { strdup($0) } + [nil]
    let variables = variables(with: environment).map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, words[0], &actions, &attributes, arguments, variables)
    guard code == 0 else {
      throw .system(call: "exec", path: words[0], reason: String(cString: strerror(code)))
    }
    return child
  }

  /// A server lives long: with a copy of the caller's end of some pipe it would keep whoever reads
  /// from that pipe waiting as long. Files that other threads open meanwhile get the next numbers,
  /// hence some more; glibc does not mind numbers that are not open.
  private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
    let open = Files.names(in: "/proc/self/fd").compactMap { Int32($0) }
    for file in 3...(max(3, open.max() ?? 255) + 64) {
      posix_spawn_file_actions_addclose(&actions, file)
    }
  }

  /// The exit status, or 128 and the signal.
  static func wait(_ child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  private static func variables(with extra: [String: String]) -> [String] {
    var variables: [String: String] = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    for name in ["PATH", "HOME", "TMPDIR", "TZ"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    variables.merge(extra) { _, new in new }
    return variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  private static func readAll(_ file: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count > 0 {
        // A program that talks without end must not fill the memory.
        if bytes.count < 65_536 { bytes.append(contentsOf: chunk[..<count]) }
      } else if count == 0 || errno != EINTR {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }
}
