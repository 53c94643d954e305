import Glibc
public import Postgres
import Synchronization

// A private PostgreSQL for tests and throw-away replays. The whole interface:
//
//   let cluster = try TemporaryCluster.shared()            one per process, made at the first call
//   let database = try cluster.makeDatabase()              an empty database: ConnectionParameters
//   let copy = try cluster.makeDatabase(template: "name")  a copy of another one
//   let connection = try Connection.connect(database)      as the superuser casework_admin
//   let other = try Connection.connect(database.user("zhao"))   any role that exists; no password
//   try cluster.dropDatabase(database)                     optional; all goes at the process's end
//
//   let own = try TemporaryCluster(durable: true, hostBasedAuthentication: ["local all x scram-sha-256"],
//     settings: ["max_connections": "20"])                 a cluster of one's own
//   own.remove()                                           or when the last reference goes
//   own.psqlProgram, own.programFolder, own.socketDirectory, own.serverPID

/// A private PostgreSQL cluster in a temporary folder, for tests and throw-away replays.
///
/// It is removed when its process ends, however it ends: a small watching process holds one
/// end of a channel, and its end of file, which the kernel makes, is the sign to stop the server and
/// remove the folder. Should the watcher be killed too, the next `TemporaryCluster` of the account
/// sweeps what is left.
public final class TemporaryCluster: Sendable {
  private let folder: ServerFolder
  private let installation: Installation
  private let watcher: ClusterWatcher
  private let lock: LifeLock
  private let databaseNumber = Mutex(0)

  /// The folder of the socket: the `host` to connect to.
  public let socketDirectory: String

  /// The process id of the server.
  public var serverPID: Int? { folder.postmaster.map { Int($0.pid) } }

  /// The path of this server's own `psql`.
  public var psqlProgram: String { installation.program("psql") }

  /// The folder of this server's programs (`pgbench`, `pg_dump`, …).
  public var programFolder: String { installation.folder }

  private static let one = Result { () throws(LocalClusterError) in try TemporaryCluster() }

  /// The cluster that all tests of this process share, not durable; made at the first call, which
  /// takes about a second. Safe from any thread.
  public static func shared() throws(LocalClusterError) -> TemporaryCluster {
    try one.get()
  }

  /// A cluster of one's own.
  ///
  /// - Parameters:
  ///   - durable: with fsync and checksums, as a real one; without, tests are several times faster.
  ///   - hostBasedAuthentication: lines for `pg_hba.conf`, before the one that trusts everybody.
  ///   - settings: for `postgresql.conf`; they win.
  /// - Throws: any `LocalClusterError`.
  public init(
    durable: Bool = false, hostBasedAuthentication: [String] = [],
    settings: [String: String] = [:]
  ) throws(LocalClusterError) {
    let owner = try Account.forServer()
    Self.sweep()
    installation = try Installation.find()
    let path = try TemporaryFolders.make(owner: owner)
    folder = ServerFolder(
      path: path, owner: owner,
      settings: ServerSettings(
        durable: durable, hostBasedAuthentication: hostBasedAuthentication, extra: settings))
    socketDirectory = "\(path)/s"
    lock = try LifeLock(folder.lockPath, owner: owner)
    watcher = try ClusterWatcher(folder: folder, installation: installation)
    try Files.write("", to: folder.marker, owner: owner)
    try Files.claimPrivateFolder(socketDirectory, owner: owner)
    try folder.initialise(installation)
    try folder.start(installation, socketFolder: socketDirectory)
  }

  /// Removes what dead processes of this account left; `init` does it too.
  public static func sweep() {
    guard let owner = try? Account.forServer() else { return }
    TemporaryFolders.sweep(owner: owner)
  }

  deinit {
    remove()
  }

  /// Stops the server and removes everything. Calling it again does nothing.
  public func remove() {
    watcher.finish()
  }

  /// How to connect to a database of this cluster.
  public func connectionParameters(
    database: String, user: String = LocalCluster.superuser
  ) -> ConnectionParameters {
    ConnectionParameters([
      "host": socketDirectory, "port": "5432", "dbname": database, "user": user,
    ])
  }

  /// Makes a database of a name of its own.
  ///
  /// - Parameter template: the database to copy, to which nobody may be connected meanwhile; by
  ///   default an empty one.
  /// - Throws: `PostgresError`.
  public func makeDatabase(
    template: String = "template1"
  ) throws(PostgresError) -> ConnectionParameters {
    let number = databaseNumber.withLock { number in
      number += 1
      return number
    }
    let name = "test_\(number)"
    let connection = try Connection.connect(connectionParameters(database: "postgres"))
    let quoted = try connection.quoteIdentifier(template)
    try connection.execute("CREATE DATABASE \(name) TEMPLATE \(quoted)")
    return connectionParameters(database: name)
  }

  /// Drops a database, ending whoever is connected to it.
  ///
  /// - Throws: `PostgresError`.
  public func dropDatabase(_ parameters: ConnectionParameters) throws(PostgresError) {
    let connection = try Connection.connect(connectionParameters(database: "postgres"))
    let name = try connection.quoteIdentifier(parameters.keywords["dbname"] ?? "")
    try connection.execute("DROP DATABASE \(name) WITH (FORCE)")
  }
}
