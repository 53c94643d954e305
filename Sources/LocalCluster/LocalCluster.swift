import Glibc
public import Postgres

/// The private PostgreSQL of someone who has configured no server.
///
/// It is for evaluation and for small offices on one machine: whoever can use this account can do
/// everything in it, because the only guard is a folder that nobody else may enter. It is started
/// on demand and outlives the command that started it.
/// ```swift
/// let cluster = try LocalCluster.standard()
/// try cluster.start()
/// let connection = try Connection.connect(cluster.connectionParameters(user: "zhao"))
/// ```
public struct LocalCluster: Sendable {
  let folder: ServerFolder
  private let runtimeFolder: String?

  /// The superuser that initdb makes.
  public static let superuser = ServerFolder.superuser
  /// The database that `start` makes.
  public static let databaseName = "casework"

  /// The folder that holds everything: data, log, lock and marker.
  public var path: String { folder.path }
  /// PostgreSQL's data folder.
  public var dataDirectory: String { folder.data }
  /// The server's log. It holds no statements and no errors of statements.
  public var logFile: String { folder.log }

  /// The cluster of this account: in CASEWORK_HOME, else for root in /var/lib/casework, else in
  /// XDG_DATA_HOME/casework, else in ~/.local/share/casework. Touches nothing.
  ///
  /// - Throws: `noHome`, `noUnprivilegedUser`.
  public static func standard() throws(LocalClusterError) -> LocalCluster {
    try LocalCluster(home: try standardHome())
  }

  /// The cluster in this folder, an absolute path.
  ///
  /// - Throws: `noUnprivilegedUser`.
  public init(home: String) throws(LocalClusterError) {
    try self.init(home: home, settings: ServerSettings())
  }

  init(home: String, settings: ServerSettings) throws(LocalClusterError) {
    var home = home
    while home.count > 1, home.hasSuffix("/") { home.removeLast() }
    folder = ServerFolder(
      path: "\(home)/cluster", owner: try Account.forServer(), settings: settings)
    runtimeFolder = Self.variable("XDG_RUNTIME_DIR")
  }

  private static func standardHome() throws(LocalClusterError) -> String {
    if let home = variable("CASEWORK_HOME") {
      guard !home.hasPrefix("/") else { return home }
      guard let here = getcwd(nil, 0) else { throw .noHome }
      defer { free(here) }
      return "\(String(cString: here))/\(home)"
    }
    if geteuid() == 0 { return "/var/lib/casework" }
    // The XDG base directory specification: a relative path is to be ignored.
    if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return "\(data)/casework" }
    if let home = variable("HOME"), home.hasPrefix("/") { return "\(home)/.local/share/casework" }
    throw .noHome
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Where the socket is, or will be at the next start.
  public var socketDirectory: String {
    folder.postmaster?.socketFolder ?? preferredSocketFolder
  }

  private var preferredSocketFolder: String {
    SocketFolder.preferred(for: folder.data, owner: folder.owner, runtimeFolder: runtimeFolder)
  }

  /// How to connect; `user` is any role of the cluster. Starts nothing.
  ///
  /// - Throws: `notOurs` when the socket's folder is not this account's alone.
  public func connectionParameters(
    database: String = LocalCluster.databaseName, user: String = LocalCluster.superuser
  ) throws(LocalClusterError) -> ConnectionParameters {
    let socketFolder = socketDirectory
    if Files.exists(socketFolder), !Files.isPrivate(socketFolder, owner: folder.owner) {
      throw .notOurs(path: socketFolder)
    }
    return ConnectionParameters([
      "host": socketFolder, "port": "5432", "dbname": database, "user": user,
    ])
  }

  /// Whether the server runs and takes connections. Costs two small files read.
  public var isRunning: Bool {
    guard let postmaster = folder.postmaster else { return false }
    return postmaster.isReady
      && Files.exists("\(postmaster.socketFolder)/\(SocketFolder.socketName)")
  }

  /// Makes the cluster if it is absent and starts it if it does not run; returns when it takes
  /// connections. Cheap when it runs. When two commands call it at once, one waits for the other.
  ///
  /// - Returns: whether this call started it.
  /// - Throws: any `LocalClusterError`.
  @discardableResult
  public func start() throws(LocalClusterError) -> Bool {
    if isRunning { return false }
    try makeFolder()
    return try holdingLock { () throws(LocalClusterError) in try startHoldingLock() }
  }

  private func startHoldingLock() throws(LocalClusterError) -> Bool {
    if isRunning { return false }
    try markFolder()
    let installation = try Installation.find(major: folder.dataVersion)
    if folder.dataVersion == nil { try folder.initialise(installation) }
    // It runs but its socket was removed from outside, as a cleaner of temporary files does.
    if folder.postmaster != nil { try folder.stop(installation, mode: "fast") }
    let socketFolder = preferredSocketFolder
    try Files.claimPrivateFolder(socketFolder, owner: folder.owner)
    let socketLock = "\(socketFolder)/\(SocketFolder.socketName).lock"
    for file in [PostmasterFile.path(folder.data), socketLock] {
      try PostmasterFile.disarmIfStale(file, owner: folder.owner)
    }
    try folder.start(installation, socketFolder: socketFolder)
    try makeDatabase()
    return true
  }

  /// Stops the server: open transactions are rolled back, connections ended.
  ///
  /// - Returns: whether it ran.
  @discardableResult
  public func stop() throws(LocalClusterError) -> Bool {
    guard Files.isPrivate(folder.path, owner: folder.owner) else { return false }
    return try holdingLock { () throws(LocalClusterError) in try stopHoldingLock() }
  }

  /// Stops the server and removes the cluster with all its data, for ever. The caller has asked.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `notACluster` when the folder was not made by this module; `notOurs`.
  @discardableResult
  public func destroy() throws(LocalClusterError) -> Bool {
    guard Files.exists(folder.path) else { return false }
    guard Files.isPrivate(folder.path, owner: folder.owner) else { throw .notOurs(path: path) }
    guard Files.exists(folder.marker) else { throw .notACluster(path: path) }
    try holdingLock { () throws(LocalClusterError) in
      let socketFolder = socketDirectory
      try stopHoldingLock()
      if Files.isPrivate(socketFolder, owner: folder.owner) { try Files.removeTree(socketFolder) }
      try Files.removeTree(folder.path)
    }
    return true
  }

  private func holdingLock<R>(
    _ body: () throws(LocalClusterError) -> R
  ) throws(LocalClusterError) -> R {
    try FileLock.holding(folder.lockPath, owner: folder.owner, body)
  }

  @discardableResult
  private func stopHoldingLock() throws(LocalClusterError) -> Bool {
    guard folder.postmaster != nil else { return false }
    try folder.stop(try Installation.find(major: folder.dataVersion), mode: "fast")
    return true
  }

  private func makeFolder() throws(LocalClusterError) {
    let home = Files.parent(of: folder.path)
    // Root's own folder is to be entered by the server's user; what is private lies below it.
    try Files.makeFolders(home, mode: folder.owner.uid == geteuid() ? 0o700 : 0o755)
    if let closed = folder.owner.firstClosedFolder(above: home) {
      throw .unreachable(path: closed, user: folder.owner.name)
    }
    try Files.claimPrivateFolder(folder.path, owner: folder.owner)
  }

  /// The marker is what `destroy` asks for, so it is only put into a folder that holds nothing of
  /// anybody else's.
  private func markFolder() throws(LocalClusterError) {
    guard !Files.exists(folder.marker) else { return }
    guard Files.names(in: folder.path) == ["lock"] else { throw .notACluster(path: path) }
    try Files.write(
      "casework keeps its private PostgreSQL cluster here. Use: casework local status\n",
      to: folder.marker, owner: folder.owner)
  }

  private func makeDatabase() throws(LocalClusterError) {
    let parameters = try connectionParameters(database: "postgres")
    do throws(PostgresError) {
      let connection = try Connection.connect(parameters)
      let name = Self.databaseName
      let present = try connection.query("SELECT FROM pg_database WHERE datname = $1", [name])
      if present.isEmpty { try connection.execute("CREATE DATABASE \(name)") }
    } catch {
      throw .programFailed(program: "postgres", status: 1, output: error.message)
    }
  }
}
