import Glibc

/// A file that is there whole or not at all: written beside its place and renamed when done, so
/// that a full disk or Ctrl-C leaves the old file as it was.
final class OutputFile {
  let path: String
  private let temporary: String
  private let stream: OutputStream
  private var descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    temporary = path + ".part-\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    stream = OutputStream(descriptor: descriptor)
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  func write(_ bytes: some Sequence<UInt8>) { stream.write(bytes: bytes) }

  /// Whether writing has failed already, so that a long export may stop.
  func check() throws {
    if let failure = stream.failure { throw Self.failure(path, failure.code) }
  }

  /// Puts the file in its place.
  func finish() throws {
    stream.flush()
    try check()
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw Self.failure(path, errno)
    }
    close(descriptor)
    descriptor = -1
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A document's own name without folders or what a terminal would obey.
  static func safeName(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? ""
    let plain = String(
      String.UnicodeScalarView(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
    return plain.isEmpty || plain.hasPrefix(".") ? "document" + plain : plain
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    .usage(say("Cannot write \(path): ", "无法写入 \(path)：") + Errno.text(code))
  }
}
