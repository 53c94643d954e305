import Glibc
import LocalCluster
import Postgres
import Testing

@Suite struct ConnectTests {
  struct Refusal: Sendable {
    var keywords: [String: String]
    var reason: PostgresError.ConnectionFailure
    var state: SQLState?
  }

  @Test func `a session has UTF-8, UTC and ISO dates whatever the server prefers`() throws {
    let cluster = try TemporaryCluster.shared()
    let parameters = try cluster.makeDatabase()
    let database = try #require(parameters.keywords["dbname"])
    let first = try Connection.connect(parameters)
    try first.execute("ALTER DATABASE \(database) SET TimeZone = 'Asia/Shanghai'")
    try first.execute("ALTER DATABASE \(database) SET DateStyle = 'German'")
    let second = try Connection.connect(parameters)
    #expect(second.parameterStatus("client_encoding") == "UTF8")
    let time: String = try second.queryValue("SELECT timestamptz '2026-01-02 03:04:05+08'")
    #expect(time == "2026-01-01 19:04:05+00")
  }

  @Test func `a URL, a keyword string and keywords over it all lead there`() throws {
    let cluster = try TemporaryCluster.shared()
    let parameters = try place()
    let name = try #require(parameters.keywords["dbname"])
    let folder = cluster.socketDirectory
    let escaped = folder.split(separator: "/").joined(separator: "%2F")
    let all = [
      ConnectionParameters("postgresql://casework_admin@%2F\(escaped)/\(name)"),
      ConnectionParameters("host=\(folder) user=casework_admin dbname=\(name)"),
      ConnectionParameters("host=/nowhere dbname=x user=y", keywords: parameters.keywords),
    ]
    for parameters in all {
      let connection = try Connection.connect(parameters)
      #expect(connection.database == name)
      #expect(connection.user == "casework_admin")
      #expect(connection.host == folder)
    }
  }

  @Test func `environment and service file lead there too`() async {
    await #expect(processExitsWith: .success) {
      let cluster = try TemporaryCluster.shared()
      let file = "/tmp/casework-service-\(getpid())"
      defer { unlink(file) }
      let stream = try #require(fopen(file, "w"))
      fputs("[office]\nhost=\(cluster.socketDirectory)\nuser=casework_admin\n", stream)
      fclose(stream)
      setenv("PGSERVICEFILE", file, 1)
      setenv("PGDATABASE", "postgres", 1)
      setenv("PGAPPNAME", "from the environment", 1)
      let connection = try Connection.connect(ConnectionParameters("service=office"))
      #expect(connection.database == "postgres")
      #expect(connection.parameterStatus("application_name") == "from the environment")
      setenv("PGHOST", cluster.socketDirectory, 1)
      setenv("PGUSER", "casework_admin", 1)
      let plain = try Connection.connect()
      #expect(plain.host == cluster.socketDirectory)
      #expect(
        try failure { try Connection.connect(ConnectionParameters("service=absent")) }.kind
          == .connectionFailed(.badParameters))
    }
  }

  @Test func `of several hosts the first that answers is taken`() throws {
    let parameters = try place()
    let hosts = "/nowhere,\(try #require(parameters.keywords["host"]))"
    let connection = try Connection.connect(parameters.with(["host": hosts, "port": "5432,5432"]))
    #expect(try connection.queryValue("SELECT 1") == 1)
  }

  @Test func `a name that looks like a connection string is only a name`() throws {
    let parameters = try place().database("host=/nowhere")
    let error = try failure { try Connection.connect(parameters) }
    #expect(error.kind == .connectionFailed(.databaseAbsent))
  }

  @Test(arguments: [
    Refusal(keywords: ["dbname": "absent"], reason: .databaseAbsent, state: "3D000"),
    Refusal(keywords: ["user": "absent"], reason: .roleAbsent, state: "28000"),
    Refusal(keywords: ["host": "/nowhere"], reason: .serverNotThere),
    Refusal(keywords: ["host": "127.0.0.1", "port": "1"], reason: .serverNotThere),
    Refusal(keywords: ["host": "nowhere.invalid"], reason: .serverNotThere),
    Refusal(keywords: ["sslmode": "perhaps"], reason: .badParameters),
    Refusal(keywords: ["colour": "red"], reason: .badParameters),
    Refusal(keywords: ["port": "many"], reason: .badParameters),
    Refusal(
      keywords: ["host": "/" + String(repeating: "long/", count: 30)], reason: .badParameters),
  ])
  func `a failure to connect has its reason`(refusal: Refusal) throws {
    let parameters = try TemporaryCluster.shared().connectionParameters(database: "postgres")
    let error = try failure { try Connection.connect(parameters.with(refusal.keywords)) }
    #expect(error.kind == .connectionFailed(refusal.reason), "\(error.debugDescription)")
    #expect(error.sqlState == refusal.state)
    #expect(!error.message.contains("LOCATION"))
  }

  @Test(arguments: ["postgresql://[", "host='", "postgres://h/?colour=red"])
  func `a connection string that cannot be read is called that`(text: String) throws {
    let error = try failure { try Connection.connect(ConnectionParameters(text)) }
    #expect(error.kind == .connectionFailed(.badParameters), "\(error.debugDescription)")
  }

  @Test func `passwords and rules of the server are told apart`() throws {
    let cluster = try TemporaryCluster(hostBasedAuthentication: [
      "local all zhao scram-sha-256", "local all qian reject",
    ])
    let admin = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    let verifier = try admin.encryptPassword("open sesame", user: "zhao")
    #expect(verifier.hasPrefix("SCRAM-SHA-256$4096:"))
    try admin.executeScript(
      "CREATE ROLE zhao LOGIN PASSWORD \(admin.quoteLiteral(verifier)); CREATE ROLE qian LOGIN")
    let zhao = cluster.connectionParameters(database: "postgres", user: "zhao")
    #expect(try Connection.connect(zhao.with(["password": "open sesame"])).user == "zhao")

    let wrong = try failure { try Connection.connect(zhao.with(["password": "sesame"])) }
    #expect(wrong.kind == .connectionFailed(.badPassword))
    #expect(wrong.sqlState == .invalidPassword)
    let none = try failure { try Connection.connect(zhao.with(["passfile": "/dev/null"])) }
    #expect(none.kind == .connectionFailed(.badPassword))
    let barred = try failure { try Connection.connect(zhao.user("qian")) }
    #expect(barred.kind == .connectionFailed(.notAllowed))
  }

  @Test func `a server that never answers is given up after connect_timeout`() throws {
    let folder = "/tmp/casework-silent-\(getpid())"
    mkdir(folder, 0o700)
    let silent = try UnixListener(path: "\(folder)/.s.PGSQL.5432")
    defer {
      silent.close()
      rmdir(folder)
    }
    let error = try failure {
      _ = try Connection.connect(
        ConnectionParameters(["host": folder, "user": "x", "connect_timeout": "1"]))
    }
    #expect(error.kind == .connectionFailed(.timedOut))
  }

  @Test func `facts of the session are to be had, and closing ends it`() throws {
    let connection = try connect()
    #expect(connection.serverVersion >= 150_000)
    #expect(try connection.queryValue("SELECT pg_backend_pid()") == connection.backendPID)
    #expect(connection.isOpen)
    #expect(connection.transactionStatus == .idle)
    connection.close()
    connection.close()
    #expect(!connection.isOpen)
    #expect(connection.cancelHandle == nil)
    #expect(try failure { try connection.execute("SELECT 1") }.kind == .usage(.closed))
  }

  @Test func `notices reach the closure with their fields`() throws {
    let connection = try connect()
    var notices: [ServerMessage] = []
    connection.onNotice = { notices.append($0) }
    try connection.executeScript("DO $$ BEGIN RAISE WARNING 'slow' USING HINT = 'wait'; END $$")
    #expect(notices.map(\.severity) == ["WARNING"])
    #expect(notices.map(\.message) == ["slow"])
    #expect(notices.map(\.hint) == ["wait"])
    connection.onNotice = nil
    try connection.executeScript("DO $$ BEGIN RAISE WARNING 'slow'; END $$")
    #expect(notices.count == 1)
  }

  @Test func `names and literals are quoted`() throws {
    let connection = try connect()
    #expect(try connection.quoteIdentifier("a\"b") == "\"a\"\"b\"")
    #expect(try connection.quoteLiteral("it's") == "'it''s'")
    #expect(try connection.quoteLiteral("a\\b") == " E'a\\\\b'")
    #expect(try failure { try connection.quoteLiteral("\0") }.kind == .usage(.nulInText))
  }
}
