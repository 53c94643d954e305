import Glibc
import LocalCluster
import Postgres
import Testing

/// What is known after the connection broke: nothing done, or nobody knows.
@Suite struct LossTests {
  private func terminate(_ pid: Int, with connection: Connection) throws {
    try connection.execute("SELECT pg_terminate_backend($1)", [pid])
  }

  /// Ends the session while it sleeps.
  private func terminateSleeper(_ parameters: ConnectionParameters, _ pid: Int) {
    onThread {
      usleep(200_000)
      guard let other = try? Connection.connect(parameters) else { return }
      _ = try? other.execute("SELECT pg_terminate_backend($1)", [pid])
    }
  }

  @Test func `a statement of its own whose session is ended may have been done`() throws {
    let parameters = try place()
    let connection = try Connection.connect(parameters)
    terminateSleeper(parameters, connection.backendPID)
    let error = try failure { try connection.execute("SELECT pg_sleep(20)") }
    #expect(error.kind == .outcomeUnknown)
    #expect(error.sqlState == .adminShutdown)
    #expect(!connection.isOpen)
    #expect(try failure { try connection.execute("SELECT 1") }.kind == .connectionLost)
  }

  @Test func `inside a transaction a loss means that nothing was done`() throws {
    let parameters = try place()
    let connection = try Connection.connect(parameters)
    terminateSleeper(parameters, connection.backendPID)
    let error = try failure {
      try connection.transaction { try $0.execute("SELECT pg_sleep(20)") }
    }
    #expect(error.kind == .connectionLost)
  }

  @Test func `a stream whose session is ended says so`() throws {
    let (connection, other) = try connectTwice()
    let error = try failure {
      try connection.transaction { connection in
        try connection.forEachRow(
          "SELECT i, repeat('x', 20000), pg_sleep(i / 5 * 5) FROM generate_series(1, 9) AS i"
        ) { row in
          if try row.int(0) == 1 { try terminate(connection.backendPID, with: other) }
        }
      }
    }
    #expect(error.kind == .connectionLost)
  }

  @Test func `a COPY whose session is ended is not done`() throws {
    let (connection, other) = try connectTwice()
    try connection.execute("CREATE TABLE t (a int)")
    let error = try failure {
      try connection.copyIn("COPY t FROM STDIN") { writer in
        try writer.writeRow([1])
        try terminate(connection.backendPID, with: other)
        for number in 1...1_000_000 { try writer.writeRow([number]) }
      }
    }
    #expect(error.kind == .connectionLost)
    #expect(try other.queryValue("SELECT count(*) FROM t") == 0)
  }

  @Test func `a server process killed hard is a loss, and the cluster recovers`() throws {
    let cluster = try TemporaryCluster()
    let connection = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    let pid = pid_t(connection.backendPID)
    onThread {
      usleep(100_000)
      kill(pid, SIGKILL)
    }
    let error = try failure { try connection.execute("SELECT pg_sleep(20)") }
    #expect(error.kind == .outcomeUnknown)
    #expect(error.sqlState == nil)
  }

  @Test func `a COMMIT whose answer is lost is done here, and its outcome unknown`() throws {
    let cluster = try TemporaryCluster.shared()
    let parameters = try place()
    let direct = try Connection.connect(parameters)
    try direct.execute("CREATE TABLE t (a int)")
    let proxy = try CuttingProxy(to: cluster.socketDirectory, cutAfter: "COMMIT\0")
    let connection = try Connection.connect(parameters.with(["host": proxy.folder]))
    var runs = 0
    let error = try failure {
      try connection.transaction { connection in
        runs += 1
        try connection.execute("INSERT INTO t VALUES (1)")
      }
    }
    #expect(error.kind == .outcomeUnknown)
    #expect(runs == 1)
    #expect(try direct.queryValue("SELECT count(*) FROM t") == 1)
  }

  @Test func `so is a single statement whose answer is lost`() throws {
    let cluster = try TemporaryCluster.shared()
    let parameters = try place()
    let direct = try Connection.connect(parameters)
    try direct.execute("CREATE TABLE t (a int)")
    let proxy = try CuttingProxy(to: cluster.socketDirectory, cutAfter: "INSERT INTO t")
    let connection = try Connection.connect(parameters.with(["host": proxy.folder]))
    let error = try failure { try connection.execute("INSERT INTO t VALUES (1)") }
    #expect(error.kind == .outcomeUnknown)
    #expect(try direct.queryValue("SELECT count(*) FROM t") == 1)
  }

  @Test func `a pipeline whose answer is lost has an unknown outcome too`() throws {
    let cluster = try TemporaryCluster.shared()
    let parameters = try place()
    let proxy = try CuttingProxy(to: cluster.socketDirectory, cutAfter: "SELECT 2")
    let connection = try Connection.connect(parameters.with(["host": proxy.folder]))
    let error = try failure { try connection.pipeline([("SELECT 1", []), ("SELECT 2", [])]) }
    #expect(error.kind == .outcomeUnknown)
  }
}
