import Glibc

/// Whom the server runs as.
struct Account: Hashable, Sendable {
  let name: String
  let uid: uid_t
  let gid: gid_t

  /// Whoever calls.
  static var caller: Account {
    let uid = geteuid()
    guard let entry = getpwuid(uid) else {
      return Account(name: "\(uid)", uid: uid, gid: getegid())
    }
    return Account(name: String(cString: entry.pointee.pw_name), uid: uid, gid: getegid())
  }

  /// The caller; for root `postgres`, which the Debian package makes, or else `nobody`, because
  /// PostgreSQL refuses to run as root.
  static func forServer() throws(LocalClusterError) -> Account {
    let caller = caller
    guard caller.uid == 0 else { return caller }
    for name in ["postgres", "nobody"] {
      if let entry = getpwnam(name), entry.pointee.pw_uid != 0 {
        return Account(name: name, uid: entry.pointee.pw_uid, gid: entry.pointee.pw_gid)
      }
    }
    throw .noUnprivilegedUser
  }

  /// The words to put before a command so that it runs as this account.
  ///
  /// posix_spawn cannot change the user, and between fork and exec Swift code may not run; so a
  /// program of util-linux, which Debian always has, does it. `setpriv` first: it asks neither PAM
  /// nor a login shell, which `nobody` and small containers do not have.
  func stepDown() throws(LocalClusterError) -> [String] {
    guard uid != geteuid() else { return [] }
    if let setpriv = Programs.inSystemFolders("setpriv") {
      return [setpriv, "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups", "--"]
    }
    if let runuser = Programs.inSystemFolders("runuser") {
      return [runuser, "-u", name, "--"]
    }
    throw .noWayToStepDown
  }

  /// Whether this account may enter a folder and all above it. Decided from the mode bits: when
  /// root asks, access(2) would say yes to everything.
  func firstClosedFolder(above path: String) -> String? {
    if uid == geteuid() { return nil }
    var folders = [path]
    while let last = folders.last, last != "/" { folders.append(Files.parent(of: last)) }
    return folders.reversed().first { folder in
      var facts = stat()
      guard stat(folder, &facts) == 0 else { return false }
      let bit: mode_t = facts.st_uid == uid ? 0o100 : facts.st_gid == gid ? 0o010 : 0o001
      return facts.st_mode & bit == 0
    }
  }
}
