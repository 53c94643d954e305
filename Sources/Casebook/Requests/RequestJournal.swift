import Glibc

/// The requests of this user whose answer is not known yet, kept on disk.
///
/// A request is written and synced before it is sent. When its answer arrives it is forgotten;
/// when the connection breaks or the machine stops, it stays, and the same command run again sends
/// the same id: the database then either gives the first answer or does the work for the first
/// time. One file a request, named by the digest of the arguments and holding the id:
///
/// ```swift
/// let entry = try journal.begin(digest)
/// let answer = try send(entry.id)   // an unknown outcome leaves the entry
/// entry.answered()
/// ```
public struct RequestJournal: Sendable {
  /// Why the journal cannot be kept; without it nothing may be sent.
  public struct Failure: Error, Hashable, Sendable {
    /// What was tried, such as `write`.
    public var operation: String
    /// The file or folder.
    public var path: String
    /// `errno`.
    public var code: Int32
  }

  /// The folder that holds the files.
  public let folder: String

  /// Keeps the journal in `folder`, which is made with mode 0700 when first needed.
  public init(folder: String) { self.folder = folder }

  /// The user's own: `$XDG_STATE_HOME/casework/requests`, else `~/.local/state/casework/requests`.
  ///
  /// - Returns: nil when neither variable names an absolute folder.
  public init?(environment: [String: String]) {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      folder = state + "/casework/requests"
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folder = home + "/.local/state/casework/requests"
    } else {
      return nil
    }
  }

  /// Opens the request of `digest`: the id left by an unknown outcome, else a new one, on disk.
  ///
  /// The file is locked while the command runs. A twin of the command at the same moment finds it
  /// locked and takes the next file, because both are meant; only what a dead command left behind
  /// is taken up again.
  /// - Throws: `Failure` when the id cannot be put on disk.
  public func begin(_ digest: RequestDigest) throws(Failure) -> JournalEntry {
    try makeFolder()
    for twin in 0..<10_000 {
      let path = twin == 0 ? "\(folder)/\(digest)" : "\(folder)/\(digest).\(twin)"
      if let entry = try open(path) { return entry }
    }
    throw Failure(operation: "lock", path: folder, code: EAGAIN)
  }

  /// The entry in the file at `path`, or nil if a running command holds it.
  private func open(_ path: String) throws(Failure) -> JournalEntry? {
    while true {
      let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor < 0 { throw Failure(operation: "open", path: path, code: errno) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
        close(descriptor)  // its owner got the answer between our open and our lock
        continue
      }
      if let id = read(descriptor) {
        return JournalEntry(id: id, isRepeat: true, path: path, descriptor: descriptor)
      }
      let id = RequestID.random()
      do throws(Failure) {
        try write(id, to: descriptor, path: path)
      } catch {
        unlink(path)
        close(descriptor)
        throw error
      }
      return JournalEntry(id: id, isRepeat: false, path: path, descriptor: descriptor)
    }
  }

  private func read(_ descriptor: Int32) -> RequestID? {
    var bytes = [UInt8](repeating: 0, count: 65)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? RequestID(String(decoding: bytes.prefix(count), as: UTF8.self)) : nil
  }

  private func write(_ id: RequestID, to descriptor: Int32, path: String) throws(Failure) {
    let bytes = Array(id.text.utf8)
    guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, fsync(descriptor) == 0 else {
      throw Failure(operation: "write", path: path, code: errno)
    }
    // The name must survive a crash as well as the content.
    let parent = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw Failure(operation: "open", path: folder, code: errno) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw Failure(operation: "sync", path: folder, code: errno) }
  }

  private func makeFolder() throws(Failure) {
    if access(folder, W_OK | X_OK) == 0 { return }
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST, errno != EACCES, errno != EROFS {
        throw Failure(operation: "make", path: path, code: errno)
      }
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw Failure(operation: "make", path: folder, code: errno)
    }
  }
}
