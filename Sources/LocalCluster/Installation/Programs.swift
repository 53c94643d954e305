import Glibc

/// Where programs are looked for.
enum Programs {
  static func inSystemFolders(_ name: String) -> String? {
    ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].map { "\($0)/\(name)" }.first(where: isProgram)
  }

  static func inPath(_ name: String) -> String? {
    (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first(where: isProgram)
  }

  static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }
}

/// An installed PostgreSQL server.
struct Installation: Hashable, Sendable {
  /// The folder of its programs.
  let folder: String
  /// The major version, 15 or newer.
  let major: Int

  func program(_ name: String) -> String { "\(folder)/\(name)" }

  /// The programs are all called by their path; these three are what we call.
  private static let needed = ["initdb", "pg_ctl", "postgres"]

  /// The installation to use: the newest for a fresh cluster, the one that made the data for an
  /// existing one.
  ///
  /// Looked for in CASEWORK_POSTGRES_BIN (and only there, when it is set), where `pg_config` says,
  /// on PATH, and in Debian's folders, which are not on PATH.
  static func find(major wanted: Int? = nil) throws(LocalClusterError) -> Installation {
    let found = try all()
    guard let newest = found.max(by: { $0.major < $1.major }) else { throw .notInstalled }
    guard let wanted else { return newest }
    guard let fitting = found.first(where: { $0.major == wanted }) else {
      throw .versionAbsent(needed: wanted, found: Set(found.map(\.major)).sorted())
    }
    return fitting
  }

  private static func all() throws(LocalClusterError) -> [Installation] {
    var found: [Installation] = []
    for folder in candidates() where !found.contains(where: { $0.folder == folder }) {
      guard needed.allSatisfy({ Programs.isProgram("\(folder)/\($0)") }),
        let major = try majorVersion(folder), major >= 15
      else { continue }
      found.append(Installation(folder: folder, major: major))
    }
    return found
  }

  private static func candidates() -> [String] {
    if let chosen = getenv("CASEWORK_POSTGRES_BIN") { return [String(cString: chosen)] }
    var folders: [String] = []
    if let config = Programs.inPath("pg_config"),
      let outcome = try? ChildProcess.run([config, "--bindir"]), outcome.status == 0
    {
      folders.append(String(outcome.output.prefix { $0 != "\n" }))
    }
    // Often a link to one program of the real folder: the others stand beside its target.
    if let path = Programs.inPath("pg_ctl"), let real = realpath(path, nil) {
      folders.append(Files.parent(of: String(cString: real)))
      free(real)
    }
    let debian = "/usr/lib/postgresql"
    return folders + Files.names(in: debian).map { "\(debian)/\($0)/bin" }
  }

  private static func majorVersion(_ folder: String) throws(LocalClusterError) -> Int? {
    // `postgres (PostgreSQL) 15.18 (Debian …)`
    let outcome = try ChildProcess.run(["\(folder)/postgres", "--version"])
    guard outcome.status == 0 else { return nil }
    return outcome.output.split(separator: " ").dropFirst(2).first
      .flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
