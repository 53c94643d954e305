import LocalCluster
import Postgres
import Testing

@Suite struct TransactionTests {
  private struct Refused: Error {}

  @Test func `what returns is committed, what throws is rolled back`() throws {
    let (connection, other) = try connectTwice()
    try connection.execute("CREATE TABLE t (a int)")
    let answer = try connection.transaction { connection in
      try connection.execute("INSERT INTO t VALUES (1)")
      return "kept"
    }
    #expect(answer == "kept")
    #expect(throws: Refused.self) {
      try connection.transaction { connection in
        try connection.execute("INSERT INTO t VALUES (2)")
        throw Refused()
      }
    }
    #expect(try other.query("SELECT a FROM t").values == [["1"]])
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `isolation and read-only reach the server`() throws {
    let connection = try connect()
    let error = try failure {
      try connection.transaction(isolation: .serializable, readOnly: true) { connection in
        #expect(try connection.queryValue("SHOW transaction_isolation") == "serializable")
        try connection.execute("CREATE TABLE t (a int)")
      }
    }
    #expect(error.sqlState == "25006")
  }

  @Test func `a nested transaction is a savepoint`() throws {
    let connection = try connect()
    try connection.execute("CREATE TABLE t (a int)")
    try connection.transaction { connection in
      try connection.execute("INSERT INTO t VALUES (1)")
      #expect(throws: Refused.self) {
        try connection.transaction { connection in
          try connection.execute("INSERT INTO t VALUES (2)")
          throw Refused()
        }
      }
      try connection.transaction { _ = try $0.execute("INSERT INTO t VALUES (3)") }
    }
    #expect(try connection.query("SELECT a FROM t ORDER BY a").values == [["1"], ["3"]])
  }

  @Test func `a hidden failure is not taken for a commit`() throws {
    let connection = try connect()
    let error = try failure {
      try connection.transaction { connection in _ = try? connection.execute("SELECT 1/0") }
    }
    #expect(error.kind == .usage(.committedAfterFailure))
  }

  @Test func `a deferred constraint fails at the commit, by its name`() throws {
    let connection = try connect()
    try connection.execute(
      "CREATE TABLE t (a int CONSTRAINT t_a_once UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    let error = try failure {
      try connection.transaction { try $0.execute("INSERT INTO t VALUES (1), (1)") }
    }
    #expect(error.constraint == "t_a_once")
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.server?.table == "t")
    let alone = try failure { try connection.execute("INSERT INTO t VALUES (1), (1)") }
    #expect(alone.constraint == "t_a_once")
  }

  @Test func `a serialization failure runs the whole closure again`() throws {
    let (connection, other) = try connectTwice()
    try connection.executeScript("CREATE TABLE t (a int); INSERT INTO t VALUES (0)")
    var runs = 0
    try connection.transaction(isolation: .repeatableRead) { connection in
      runs += 1
      _ = try connection.query("SELECT a FROM t")
      if runs < 3 { try other.execute("UPDATE t SET a = a + 10") }
      try connection.execute("UPDATE t SET a = a + 1")
    }
    #expect(runs == 3)
    #expect(try connection.queryValue("SELECT a FROM t") == 21)
  }

  @Test(arguments: [
    ("40001", 4), ("40P01", 4), ("55P03", 4), ("23505", 1), ("57014", 1), ("KW001", 1),
  ])
  func `only three conditions are tried again, and not for ever`(state: String, runs: Int) throws {
    let connection = try connect()
    var count = 0
    let error = try failure {
      try connection.transaction(retry: Retry(attempts: 4, firstPauseMilliseconds: 1)) {
        connection in
        count += 1
        try connection.transaction { connection in
          try connection.executeScript(
            "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '\(state)'; END $$")
        }
      }
    }
    #expect(error.sqlState?.code == state)
    #expect(count == runs)
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `a transaction begun by hand is not taken over`() throws {
    let connection = try connect()
    try connection.execute("BEGIN")
    #expect(try failure { try connection.transaction { _ in } }.kind == .usage(.busy))
  }
}
