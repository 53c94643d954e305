import Glibc

/// A lock that the kernel gives back when its holder dies, however it dies.
enum FileLock {
  /// Waits for the lock and runs `body` under it.
  static func holding<R>(
    _ path: String, owner: Account, _ body: () throws(LocalClusterError) -> R
  ) throws(LocalClusterError) -> R {
    let file = try acquire(path, owner: owner)
    defer { close(file) }
    return try body()
  }

  private static func acquire(
    _ path: String, owner: Account
  ) throws(LocalClusterError) -> Int32 {
    while true {
      let file = try openFile(path, owner: owner)
      while flock(file, LOCK_EX) != 0 {
        guard errno == EINTR else {
          let failure = Files.failure("flock", path)
          close(file)
          throw failure
        }
      }
      // Whoever held it before us may have destroyed the cluster, this file included.
      var held = stat()
      fstat(file, &held)
      if let present = Files.facts(path), present.st_ino == held.st_ino { return file }
      close(file)
    }
  }

  /// O_CLOEXEC, or the server that is started under the lock would hold it for ever.
  static func openFile(_ path: String, owner: Account) throws(LocalClusterError) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Files.failure("open", path) }
    if owner.uid != geteuid() { fchown(file, owner.uid, owner.gid) }
    return file
  }
}
