import Glibc

/// The few things that this module does with files, with errors that name the path.
enum Files {
  static func failure(_ call: String, _ path: String) -> LocalClusterError {
    .system(call: call, path: path, reason: String(cString: strerror(errno)))
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What stands at `path` itself, a symbolic link not followed; `nil` when nothing does.
  static func facts(_ path: String) -> stat? {
    var facts = stat()
    return lstat(path, &facts) == 0 ? facts : nil
  }

  static func isFolder(_ facts: stat) -> Bool { facts.st_mode & S_IFMT == S_IFDIR }

  static func makeFolder(_ path: String, mode: mode_t) throws(LocalClusterError) {
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
  }

  /// Makes a folder and those above it.
  static func makeFolders(_ path: String, mode: mode_t) throws(LocalClusterError) {
    guard !exists(path) else { return }
    let parent = self.parent(of: path)
    if parent != path { try makeFolders(parent, mode: mode) }
    try makeFolder(path, mode: mode)
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// A folder of `owner`'s alone. Made when absent; refused when it is somebody else's, is a link,
  /// or others may enter it, because whoever made it could put his own server behind our socket.
  static func claimPrivateFolder(
    _ path: String, owner: Account
  ) throws(LocalClusterError) {
    if mkdir(path, 0o700) == 0 {
      guard owner.uid == geteuid() || chown(path, owner.uid, owner.gid) == 0 else {
        throw failure("chown", path)
      }
    } else if errno != EEXIST {
      throw failure("mkdir", path)
    } else {
      awaitHandover(of: path, to: owner)
    }
    guard isPrivate(path, owner: owner) else { throw .notOurs(path: path) }
  }

  /// When root makes the folder it is root's own for a moment, until it is handed to `owner`. Another
  /// command that comes in between waits for that, two seconds at most.
  private static func awaitHandover(of path: String, to owner: Account) {
    let maker = geteuid()
    guard maker != owner.uid else { return }
    for _ in 0..<200 {
      guard let facts = facts(path), isFolder(facts), facts.st_uid == maker else { return }
      usleep(10_000)
    }
  }

  static func isPrivate(_ path: String, owner: Account) -> Bool {
    guard let facts = facts(path) else { return false }
    return isFolder(facts) && facts.st_uid == owner.uid && facts.st_mode & 0o077 == 0
  }

  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { Glibc.close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a file of `owner`'s; as a whole or not at all, by renaming.
  static func write(
    _ text: String, to path: String, owner: Account
  ) throws(LocalClusterError) {
    let fresh = "\(path).new"
    unlink(fresh)
    let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure("open", fresh) }
    defer { Glibc.close(file) }
    let bytes = Array(text.utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw failure("write", fresh)
    }
    guard owner.uid == geteuid() || fchown(file, owner.uid, owner.gid) == 0 else {
      throw failure("chown", fresh)
    }
    guard rename(fresh, path) == 0 else { throw failure("rename", path) }
  }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder with everything in it; links are removed, never followed.
  static func removeTree(_ path: String) throws(LocalClusterError) {
    guard let facts = facts(path) else { return }
    guard isFolder(facts) else {
      guard unlink(path) == 0 else { throw failure("unlink", path) }
      return
    }
    for name in names(in: path) { try removeTree("\(path)/\(name)") }
    guard rmdir(path) == 0 else { throw failure("rmdir", path) }
  }

  /// The room that a tree takes on disk, in bytes.
  static func size(_ path: String) -> Int {
    guard let facts = facts(path) else { return 0 }
    let own = Int(facts.st_blocks) * 512
    guard isFolder(facts) else { return own }
    return names(in: path).reduce(own) { $0 + size("\(path)/\($1)") }
  }
}
