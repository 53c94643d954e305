import Glibc
import LocalCluster
import Postgres
import Testing

@Suite struct InterruptionTests {
  @Test func `another thread interrupts a statement and the connection goes on`() throws {
    let connection = try connect()
    let handle = try #require(connection.cancelHandle)
    onThread {
      usleep(100_000)
      handle.cancel()
    }
    let error = try failure { try connection.execute("SELECT pg_sleep(20)") }
    #expect(error.kind == .interrupted)
    #expect(error.sqlState == .queryCanceled)
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `an interrupted transaction is rolled back`() throws {
    let (connection, other) = try connectTwice()
    try connection.execute("CREATE TABLE t (a int)")
    let handle = try #require(connection.cancelHandle)
    onThread {
      usleep(100_000)
      handle.cancel()
    }
    let error = try failure {
      try connection.transaction { connection in
        try connection.execute("INSERT INTO t VALUES (1)")
        try connection.execute("SELECT pg_sleep(20)")
      }
    }
    #expect(error.kind == .interrupted)
    #expect(try other.queryValue("SELECT count(*) FROM t") == 0)
  }

  @Test func `a cancel between statements does nothing`() throws {
    let connection = try connect()
    let handle = try #require(connection.cancelHandle)
    #expect(handle.cancel())
    usleep(50_000)
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `Ctrl-C cancels the statement and lets the command exit 130`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let connection = try connect()
      Interrupt.install()
      Interrupt.cancels(connection.cancelHandle)
      onThread {
        usleep(200_000)
        kill(getpid(), SIGINT)
      }
      let error = try failure { try connection.execute("SELECT pg_sleep(20)") }
      #expect(error.kind == .interrupted)
      #expect(Interrupt.wasPressed)
      exit(130)
    }
  }

  @Test func `with nothing to cancel Ctrl-C ends the program by its signal`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      Interrupt.install()
      kill(getpid(), SIGINT)
      sleep(10)
    }
  }

  @Test func `a second Ctrl-C ends the program at once`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let connection = try connect()
      Interrupt.install()
      Interrupt.cancels(connection.cancelHandle)
      kill(getpid(), SIGINT)
      usleep(100_000)
      kill(getpid(), SIGINT)
      sleep(10)
    }
  }
}
