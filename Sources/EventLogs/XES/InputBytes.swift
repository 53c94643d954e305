internal import Glibc

/// The bytes of a file or of an array, read piece by piece.
///
/// The only owner of the file descriptor, which it closes when it goes away.
final class InputBytes {
  private let descriptor: Int32
  private let bytes: [UInt8]
  private var position = 0

  /// A read failed: the number of the system's reason.
  struct Failure: Error {
    let code: Int32
    /// The system's words for it.
    var reason: String { String(cString: strerror(code)) }
  }

  init(_ source: EventLogSource) throws(Failure) {
    switch source {
    case .bytes(let bytes, _):
      self.bytes = bytes
      descriptor = -1
    case .file(let path):
      bytes = []
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure(code: errno) }
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Fills `buffer` from the front and says how many bytes that were; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    guard descriptor < 0 else {
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        guard errno == EINTR else { throw Failure(code: errno) }
      }
    }
    let count = min(buffer.count, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
