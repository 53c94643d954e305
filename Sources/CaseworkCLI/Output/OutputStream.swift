import Glibc

/// One buffered writer over a file descriptor.
///
/// `print` costs a lock and a copy a line; a 64 KiB buffer writes half a million lines five times
/// as fast. The owner flushes once at the end, and before anything waits for a person.
final class OutputStream {
  /// What `write` said when it failed, such as a full disk.
  struct WriteError: Error {
    var code: Int32
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private(set) var failure: WriteError?

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Whether a person sees what is written.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The terminal's width in columns, or nil where there is none.
  var columns: Int? { size.map { Int($0.ws_col) }.flatMap { $0 > 0 ? $0 : nil } }

  /// The terminal's height in lines, or nil where there is none.
  var rows: Int? { size.map { Int($0.ws_row) }.flatMap { $0 > 0 ? $0 : nil } }

  private var size: winsize? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }

  func write(_ text: String) { write(bytes: text.utf8) }

  func write(bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { flush() }
  }

  func writeLine(_ text: String = "") {
    buffer.append(contentsOf: text.utf8)
    buffer.append(0x0a)
    if buffer.count >= 1 << 16 { flush() }
  }

  /// Writes everything out; the first failure is kept and later output dropped.
  func flush() {
    var sent = 0
    buffer.withUnsafeBytes { bytes in
      while sent < bytes.count, failure == nil, let start = bytes.baseAddress {
        let count = Glibc.write(descriptor, start + sent, bytes.count - sent)
        if count >= 0 {
          sent += count
        } else if errno != EINTR {
          failure = WriteError(code: errno)
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
