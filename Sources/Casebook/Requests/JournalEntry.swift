import Glibc

/// A request that is on its way. Until `answered()` it stays on disk, also after this process.
public final class JournalEntry {
  /// The id to send.
  public let id: RequestID
  /// Whether an earlier run of the same command left the id, its outcome unknown.
  public let isRepeat: Bool
  private let path: String
  private var descriptor: Int32

  init(id: RequestID, isRepeat: Bool, path: String, descriptor: Int32) {
    self.id = id
    self.isRepeat = isRepeat
    self.path = path
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The database answered, with a result or a refusal: the next run is a new request.
  public func answered() {
    guard descriptor >= 0 else { return }
    unlink(path)
    close(descriptor)
    descriptor = -1
  }
}
