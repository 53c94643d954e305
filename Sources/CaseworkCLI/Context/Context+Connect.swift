import Casebook
import Glibc
import LocalCluster
import Postgres

/// For whom a connection is made, where nobody is named.
enum Audience {
  /// Somebody who works on cases.
  case business
  /// Whoever keeps the installation.
  case administration
}

extension Context {
  /// Connects: to the server that the options or the environment name, else to the private
  /// cluster, which is started if it does not run.
  func connect(
    _ options: ConnectionOptions, for audience: Audience = .business
  ) throws -> Session {
    try connect(try connectionParameters(options, for: audience))
  }

  /// Connects, or says what to do.
  func connect(_ parameters: ConnectionParameters) throws -> Session {
    try PendingSession(parameters, in: self).finish()
  }

  /// A session over a connection that Ctrl-C can interrupt.
  func session(_ parameters: ConnectionParameters) throws(PostgresError) -> Session {
    session(over: try Connection.connect(parameters))
  }

  /// A session over a connection, which from now on Ctrl-C interrupts.
  func session(over connection: Connection) -> Session {
    InterruptWatch.begin(over: connection.cancelHandle)
    return Session(connection)
  }

  /// Whether the command line or libpq's own variables name a server.
  func namesServer(_ options: ConnectionOptions) -> Bool {
    options.database != nil
      || ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"].contains {
        environment[$0].map { !$0.isEmpty } ?? false
      }
  }

  /// Where to connect and as whom.
  func connectionParameters(
    _ options: ConnectionOptions, for audience: Audience
  ) throws -> ConnectionParameters {
    if namesServer(options) {
      // Weaker than a connection string and a service file, so only what neither says is set.
      setenv("PGDATABASE", Self.databaseName, 0)
      var keywords: [String: String] = [:]
      if let login = options.login { keywords["user"] = login }
      return ConnectionParameters(
        options.database, keywords: keywords, applicationName: "casework")
    }
    let cluster = try LocalCluster.standard()
    if try cluster.start() {
      tell(say("Started the private database.", "已启动本机私有数据库。"))
    }
    let own = audience == .administration ? LocalCluster.superuser : Self.operatingSystemUser
    var parameters = try cluster.connectionParameters(user: options.login ?? own)
    parameters.applicationName = "casework"
    return parameters
  }

  /// The database that `init` creates.
  static let databaseName = LocalCluster.databaseName

  /// The name of the account that runs this process.
  static var operatingSystemUser: String {
    guard let entry = getpwuid(geteuid()) else { return String(geteuid()) }
    return String(cString: entry.pointee.pw_name)
  }

  /// The failure that a refused connection means to the person.
  func connectFailure(_ error: PostgresError, _ parameters: ConnectionParameters) -> Failure {
    guard case .connectionFailed(let reason) = error.kind else {
      return Failure(CasebookError.unreachable(error.message))
    }
    switch reason {
    case .databaseAbsent:
      return Failure(
        .usage,
        say("There is no Casework database here yet.", "此处还没有 Casework 数据库。"),
        next: ["casework init"])
    case .roleAbsent:
      let login = login(of: parameters)
      return Failure(
        .unreachable,
        say("The database has no login '\(login)'.", "数据库没有登录名“\(login)”。"),
        next: [
          "casework staff add \(Shell.quoted(login)) --name NAME", "casework … --as NAME",
        ])
    case .notAllowed:
      let login = login(of: parameters)
      return Failure(
        .unreachable,
        say(
          "The database does not let '\(login)' in: \(Failure.oneLine(error.message))",
          "数据库不允许“\(login)”登录：\(Failure.oneLine(error.message))"),
        next: ["casework … --as NAME"])
    case .badPassword:
      return Failure(
        .unreachable,
        say("The password is wrong or missing.", "口令错误或缺失。"),
        next: [
          say("Put it into ~/.pgpass, or set PGPASSWORD.", "写入 ~/.pgpass，或设置 PGPASSWORD。")
        ])
    default:
      return Failure(CasebookError.unreachable(error.message))
    }
  }

  private func login(of parameters: ConnectionParameters) -> String {
    parameters.keywords["user"] ?? environment["PGUSER"] ?? Self.operatingSystemUser
  }
}
