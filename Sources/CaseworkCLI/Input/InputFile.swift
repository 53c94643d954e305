import Glibc

/// Files that a person names on the command line.
enum InputFile {
  /// The whole file, if it has at most `limit` bytes.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
      if bytes.count > limit {
        throw Failure.usage(
          say(
            "\(path) is larger than \(limit >> 20) MiB.", "\(path) 超过 \(limit >> 20) MiB。"))
      }
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    .usage(say("Cannot read \(path): ", "无法读取 \(path)：") + Errno.text(code))
  }
}
