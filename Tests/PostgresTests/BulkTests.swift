import LocalCluster
import Postgres
import Testing

@Suite struct BulkTests {
  private struct Stop: Error {}

  private func tableOnTwo() throws -> (Connection, Connection) {
    let (connection, other) = try connectTwice()
    try connection.execute("CREATE TABLE t (a int CONSTRAINT t_a_small CHECK (a < 5000), b text)")
    return (connection, other)
  }

  @Test func `a batch runs every item`() throws {
    let (connection, other) = try tableOnTwo()
    let count = try connection.batch(
      "INSERT INTO t VALUES ($1, $2)",
      (0..<1_234).map { (number: Int) -> Parameters in [number, "row " + String(number)] })
    #expect(count == 1_234)
    #expect(try other.queryValue("SELECT sum(a) FROM t", as: Int.self) == 760_761)
    #expect(try connection.batch("DELETE FROM t", [] as [Parameters]) == 0)
  }

  @Test(arguments: [0, 499, 500, 777])
  func `the first failing item is named and nothing stays`(bad: Int) throws {
    let (connection, other) = try tableOnTwo()
    let error = try failure {
      try connection.batch("INSERT INTO t VALUES ($1)", (0..<900).map { [$0 >= bad ? 9_999 : $0] })
    }
    #expect(error.batchIndex == bad)
    #expect(error.constraint == "t_a_small")
    #expect(try other.queryValue("SELECT count(*) FROM t") == 0)
    #expect(try connection.queryValue("SELECT 7") == 7)
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `a NUL in a batch is found, by its item, and nothing stays`() throws {
    let (connection, _) = try tableOnTwo()
    let error = try failure {
      try connection.batch(
        "INSERT INTO t VALUES ($1, $2)", (0..<900).map { [$0, $0 == 700 ? "\0" : "x"] })
    }
    #expect(error.kind == .usage(.nulInParameter(1)))
    #expect(error.batchIndex == 700)
    #expect(try connection.queryValue("SELECT count(*) FROM t") == 0)
  }

  @Test func `a batch inside a transaction belongs to it`() throws {
    let (connection, other) = try tableOnTwo()
    #expect(throws: Stop.self) {
      try connection.transaction { connection in
        try connection.batch("INSERT INTO t VALUES ($1)", [[1], [2]])
        throw Stop()
      }
    }
    #expect(try other.queryValue("SELECT count(*) FROM t") == 0)
  }

  @Test func `a pipeline gives each statement's result`() throws {
    let connection = try connect()
    let results = try connection.pipeline([
      ("CREATE TABLE t (a int)", []), ("INSERT INTO t VALUES ($1), (2)", [1]),
      ("SELECT a FROM t ORDER BY a", []),
    ])
    #expect(results.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 2", "SELECT 2"])
    #expect(results.last?.values == [["1"], ["2"]])
  }

  @Test func `a pipeline is one transaction and names what failed`() throws {
    let (connection, other) = try tableOnTwo()
    let error = try failure {
      _ = try connection.pipeline([
        ("INSERT INTO t VALUES (1)", []), ("SELECT 1/0", []), ("INSERT INTO t VALUES (2)", []),
      ])
    }
    #expect(error.batchIndex == 1)
    #expect(error.sqlState == "22012")
    #expect(try other.queryValue("SELECT count(*) FROM t") == 0)
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `a COPY in a pipeline ends the connection rather than confusing it`() throws {
    let connection = try connect()
    let error = try failure { try connection.pipeline([("COPY (SELECT 1) TO STDOUT", [])]) }
    #expect(error.kind == .usage(.wrongStatement))
    #expect(!connection.isOpen)
  }

  @Test func `COPY in takes rows with every awkward character`() throws {
    let (connection, _) = try tableOnTwo()
    let texts: [String?] = [
      "tab\there", "line\nfeed\r", "back\\slash", "\\N", "", nil, "王芳", "\\.",
    ]
    let count = try connection.copyIn("COPY t FROM STDIN") { writer in
      for (index, text) in texts.enumerated() { try writer.writeRow([index, text]) }
    }
    #expect(count == 8)
    #expect(try connection.query("SELECT b FROM t ORDER BY a").values.map { $0[0] } == texts)
  }

  @Test func `COPY in goes through its buffer whole`() throws {
    let (connection, _) = try tableOnTwo()
    let count = try connection.copyIn("COPY t (a, b) FROM STDIN WITH (FORMAT csv)") { writer in
      for number in 0..<5_000 {
        try writer.write("\(number),\"\(String(repeating: "x", count: 50))\"\n")
      }
    }
    #expect(count == 5_000)
    #expect(try connection.queryValue("SELECT sum(length(b)) FROM t", as: Int.self) == 250_000)
  }

  @Test func `a COPY in whose writer throws takes nothing`() throws {
    let (connection, _) = try tableOnTwo()
    #expect(throws: Stop.self) {
      try connection.copyIn("COPY t FROM STDIN") { writer in
        for number in 0..<4_000 { try writer.writeRow([number, "x"]) }
        throw Stop()
      }
    }
    #expect(try connection.queryValue("SELECT count(*) FROM t") == 0)
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `a COPY in that the server refuses gives the server's error`() throws {
    let (connection, _) = try tableOnTwo()
    let error = try failure {
      try connection.copyIn("COPY t FROM STDIN") { try $0.writeRow([9_999, "x"]) }
    }
    #expect(error.constraint == "t_a_small")
    let absent = try failure { try connection.copyIn("COPY absent FROM STDIN") { _ in } }
    #expect(absent.sqlState == .undefinedTable)
    let nul = try failure {
      try connection.copyIn("COPY t FROM STDIN") { try $0.writeRow([1, "\0"]) }
    }
    #expect(nul.kind == .usage(.nulInParameter(1)))
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `COPY out lends the data row by row`() throws {
    let connection = try connect()
    var text = ""
    let count = try connection.copyOut(
      "COPY (SELECT i, 'a,b' FROM generate_series(1, 3) AS i) TO STDOUT WITH (FORMAT csv)"
    ) { text += String(decoding: $0, as: UTF8.self) }
    #expect(text == "1,\"a,b\"\n2,\"a,b\"\n3,\"a,b\"\n")
    #expect(count == 3)
  }

  @Test func `a COPY out whose reader throws keeps the connection`() throws {
    let connection = try connect()
    #expect(throws: Stop.self) {
      try connection.copyOut("COPY (SELECT generate_series(1, 10000000)) TO STDOUT") { _ in
        throw Stop()
      }
    }
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test(arguments: ["SELECT 1", "COPY (SELECT 1) TO STDOUT", "CREATE TABLE u (a int)"])
  func `what is no COPY in is told`(sql: String) throws {
    let connection = try connect()
    #expect(try failure { try connection.copyIn(sql) { _ in } }.kind == .usage(.wrongStatement))
    #expect(try connection.queryValue("SELECT 7") == 7)
  }
}
