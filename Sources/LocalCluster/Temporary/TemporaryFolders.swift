import Glibc

/// The folders of temporary clusters: `/tmp/casework-temporary-…`.
///
/// In /tmp and not in TMPDIR, which for root may be a folder that the server's user cannot enter,
/// and which may be too long for a socket.
enum TemporaryFolders {
  private static let prefix = "casework-temporary-"

  static func make(owner: Account) throws(LocalClusterError) -> String {
    var template = Array("/tmp/\(prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Files.failure("mkdtemp", "/tmp/\(prefix)…") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard owner.uid == geteuid() || chown(path, owner.uid, owner.gid) == 0 else {
      throw Files.failure("chown", path)
    }
    return path
  }

  /// Removes the folders that dead processes left.
  ///
  /// Whose process lives holds the lock in it, and the kernel gives it back at any death; a process
  /// id could have been given to another process, or come from another container. Without a marker
  /// a folder is not yet locked, or not ours.
  static func sweep(owner: Account) {
    for name in Files.names(in: "/tmp") where name.hasPrefix(prefix) {
      let path = "/tmp/\(name)"
      guard Files.isPrivate(path, owner: owner),
        Files.exists("\(path)/\(ServerFolder.markerName)"),
        LifeLock.isFree("\(path)/lock")
      else { continue }
      if let postmaster = PostmasterFile(data: "\(path)/data") {
        // SIGQUIT is PostgreSQL's "immediate" shutdown: the data are thrown away anyway.
        kill(postmaster.pid, SIGQUIT)
        for _ in 0..<100 where PostmasterFile(data: "\(path)/data") != nil { usleep(20_000) }
      }
      // What cannot be removed now is tried again by the next one.
      _ = try? Files.removeTree(path)
    }
  }
}

/// A lock held as long as its object lives, to say "my process lives".
final class LifeLock: Sendable {
  private let file: Int32

  init(_ path: String, owner: Account) throws(LocalClusterError) {
    file = try FileLock.openFile(path, owner: owner)
    guard flock(file, LOCK_EX) == 0 else { throw Files.failure("flock", path) }
  }

  deinit {
    close(file)
  }

  static func isFree(_ path: String) -> Bool {
    let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) == 0
  }
}
