import Glibc

/// Graphviz's `dot`, which makes a drawing of a description of it. It is not part of casework and
/// need not be there.
enum Graphviz {
  /// A drawing that takes longer is given up: the largest procedures take about a second.
  private static let secondsAllowed = 30.0
  private static let mostBytes = 64 << 20

  /// The drawing as SVG.
  ///
  /// - Throws: `Failure` when there is no `dot`, when it fails and when it takes too long.
  static func svg(of dot: String, in context: Context) throws -> String {
    // A file rather than a pipe: neither side can wait for the other.
    let input = try scratch(dot)
    defer { close(input) }
    let errors = try scratch("")
    defer { close(errors) }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failed(Errno.text(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(["dot", "-Tsvg"], input, ends[1], errors, context)
    }
    let drawing = read(ends[0])
    if drawing == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let drawing else {
      throw failed(
        say("it took longer than \(Int(secondsAllowed)) seconds", "超过 \(Int(secondsAllowed)) 秒未完成"))
    }
    guard status == 0 else { throw failed(firstLine(of: errors)) }
    return String(decoding: drawing, as: UTF8.self)
  }

  /// An open file without a name that holds `text`.
  private static func scratch(_ text: String) throws -> Int32 {
    var name = Array("/tmp/casework-drawing-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { throw failed(Errno.text(errno)) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(name)
    let stream = OutputStream(descriptor: file)
    stream.write(text)
    stream.flush()
    guard stream.failure == nil, lseek(file, 0, SEEK_SET) == 0 else {
      close(file)
      throw failed(say("no room in /tmp", "/tmp 空间不足"))
    }
    return file
  }

  private static func start(
    _ words: [String], _ input: Int32, _ output: Int32, _ errors: Int32, _ context: Context
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // Its own locale would write numbers with commas.
    let variables =
      ["LC_ALL=C.UTF-8"]
      + ["PATH", "HOME", "TMPDIR"].compactMap { name in
        context.environment[name].map { "\(name)=\($0)" }
      }
    let arguments = words.map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, nil, arguments, environment)
    guard code == 0 else {
      if code != ENOENT { throw failed(Errno.text(code)) }
      throw Failure(
        .usage,
        say(
          "An SVG needs the program dot of the package graphviz, which is not installed.",
          "生成 SVG 需要 graphviz 软件包中的 dot 程序，目前尚未安装。"),
        next: ["sudo apt-get install graphviz", "casework workflow graph … --format text"])
    }
    return child
  }

  /// All that is written; nil when it takes too long.
  private static func read(_ file: Int32) -> [UInt8]? {
    let deadline = now + secondsAllowed
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      let rest = deadline - now
      guard rest > 0, bytes.count < mostBytes else { return nil }
      if poll(&waiting, 1, Int32(rest * 1_000)) <= 0 { continue }
      let count = Glibc.read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func firstLine(of file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 400)
    let count = pread(file, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init) ?? say("no reason given", "未说明原因")
  }

  private static func failed(_ reason: String) -> Failure {
    Failure(
      .usage, say("dot could not make the drawing: \(reason)", "dot 无法生成图形：\(reason)"),
      next: ["casework workflow graph … --format text"])
  }
}
