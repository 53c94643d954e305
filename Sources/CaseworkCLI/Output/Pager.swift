import Glibc

/// Shows long output page by page, for a person at a terminal: with CASEWORK_PAGER, else PAGER, else
/// less. Empty or `cat` means none; a pipe or a file never gets one.
struct Pager {
  let command: String

  /// Nil where nothing is to be paged.
  init?(isTerminal: Bool, arguments: [String], environment: [String: String]) {
    let options = arguments.prefix { $0 != "--" }
    guard isTerminal, !options.contains("--no-pager"), environment["TERM"] != "dumb" else {
      return nil
    }
    let command = environment["CASEWORK_PAGER"] ?? environment["PAGER"] ?? "less"
    guard !command.isEmpty, command != "cat" else { return nil }
    self.command = command
  }

  /// Hands `text` to the pager and waits for the person to leave it; false when there is no such
  /// program.
  func show(_ text: String) -> Bool {
    // As git does: leave when all fits on a screen, pass colours on, do not clear the screen.
    setenv("LESS", "FRX", 0)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    // Without it the pager would hold its own input open and wait for more for ever.
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    guard let process = spawn(input: ends[0]) else {
      ends.forEach { close($0) }
      return false
    }
    close(ends[0])
    return InterruptWatch.whilePaging {
      let stream = OutputStream(descriptor: ends[1])
      stream.write(text)
      stream.flush()
      close(ends[1])
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      // A shell's answer to a program that is not there, or cannot be run.
      let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 0
      return code != 127 && code != 126
    }
  }

  private func spawn(input: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, input)
    // This process takes SIGINT in a thread of its own and ignores SIGPIPE; a pager should not.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    let texts = ["sh", "-c", command]
    let words: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    return posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ) == 0
      ? process : nil
  }
}

extension Context {
  /// Writes lines for a person, through a pager where they are more than the terminal's height.
  func page(_ lines: [String]) {
    if let rows = output.rows, lines.count >= rows,
      let pager = Pager(
        isTerminal: output.isTerminal, arguments: arguments, environment: environment)
    {
      output.flush()
      messages.flush()
      if pager.show(lines.joined(separator: "\n") + "\n") { return }
    }
    for line in lines { output.writeLine(line) }
  }
}
