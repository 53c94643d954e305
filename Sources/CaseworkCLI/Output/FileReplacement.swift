import Glibc

/// Puts other bytes into a file in one step: whoever reads it sees all of the old or all of the new,
/// and its permissions and owner stay.
enum FileReplacement {
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    // What a link points at is replaced, not the link.
    guard let resolved = realpath(path, nil) else { throw failure(path, errno) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { throw failure(path, errno) }
    guard access(target, W_OK) == 0 else { throw failure(path, errno) }
    let temporary = target + ".part-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    do {
      try write(bytes, to: descriptor, path)
      // Without the right to give files away the writer becomes the owner, as with any editor.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0,
        rename(temporary, target) == 0
      else { throw failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    .usage(say("Cannot write \(path): ", "无法写入 \(path)：") + Errno.text(code))
  }
}
