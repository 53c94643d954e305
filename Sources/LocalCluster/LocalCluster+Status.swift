import Glibc

extension LocalCluster {
  /// What `casework local status` shows.
  public struct Status: Hashable, Sendable {
    /// Whether there are data.
    public var exists: Bool
    /// Whether the server takes connections.
    public var isRunning: Bool
    /// The server's process; `nil` when it does not run.
    public var pid: Int?
    /// The major version that made the data; `nil` when there are none.
    public var version: Int?
    /// PostgreSQL's data folder.
    public var dataDirectory: String
    /// The folder of the socket.
    public var socketDirectory: String
    /// The server's log.
    public var logFile: String
    /// The account that the server runs as.
    public var serverUser: String
    /// What the data take on disk, in bytes.
    public var sizeInBytes: Int
  }

  /// How the cluster stands. Starts nothing and changes nothing.
  public func status() -> Status {
    Status(
      exists: folder.dataVersion != nil, isRunning: isRunning,
      pid: folder.postmaster.map { Int($0.pid) }, version: folder.dataVersion,
      dataDirectory: dataDirectory, socketDirectory: socketDirectory, logFile: logFile,
      serverUser: folder.owner.name, sizeInBytes: Files.size(dataDirectory))
  }

  /// A program with its arguments and what to set in its environment, for `execve`.
  public struct Command: Hashable, Sendable {
    /// The path of the program.
    public var program: String
    /// All words; the first is the program's name.
    public var arguments: [String]
    /// To be put over the present environment.
    public var environment: [String: String]
  }

  /// What to run for a `psql` in the cluster.
  ///
  /// psql is taken from the installation itself: Debian's `/usr/bin/psql` is a slower wrapper.
  ///
  /// - Throws: `notInstalled`, `versionAbsent`, `notRunning`, `notOurs`.
  public func psql(
    database: String = LocalCluster.databaseName, user: String = LocalCluster.superuser,
    arguments: [String] = []
  ) throws(LocalClusterError) -> Command {
    guard isRunning else { throw .notRunning(dataDirectory: dataDirectory) }
    _ = try connectionParameters()
    let installation = try Installation.find(major: folder.dataVersion)
    return Command(
      program: installation.program("psql"), arguments: ["psql"] + arguments,
      environment: [
        "PGHOST": socketDirectory, "PGPORT": "5432", "PGDATABASE": database, "PGUSER": user,
      ])
  }
}
