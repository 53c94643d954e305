import Glibc

/// Where the socket goes.
enum SocketFolder {
  /// The socket's own name, which the folder's path must leave room for.
  static let socketName = ".s.PGSQL.5432"

  /// The longest path of a socket, in bytes: `sun_path` has 108 with its final zero.
  static let longestPath = 107

  /// A folder in XDG_RUNTIME_DIR or, when that is absent, not the caller's or too long, in /tmp. Its
  /// name depends on the data's place alone, so that every command finds it.
  ///
  /// Root does not use its XDG_RUNTIME_DIR: the server's user cannot enter it.
  static func preferred(for data: String, owner: Account, runtimeFolder: String?) -> String {
    let name = "casework-\(fingerprint(data))"
    if let runtimeFolder, owner.uid == geteuid(), runtimeFolder.hasPrefix("/"),
      Files.isPrivate(runtimeFolder, owner: owner)
    {
      let folder = "\(runtimeFolder)/\(name)"
      if folder.utf8.count + 1 + socketName.utf8.count <= longestPath { return folder }
    }
    return "/tmp/casework-\(owner.uid)-\(fingerprint(data))"
  }

  /// FNV-1a: short and the same everywhere; nothing is kept secret by it.
  private static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
