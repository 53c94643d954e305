import LocalCluster
import Postgres
import Testing

@Suite struct QueryTests {
  @Test func `a statement with parameters gives typed values`() throws {
    let connection = try connect()
    let rows = try connection.query(
      "SELECT $1::text AS name, $2::int AS age, $3::bool AS open, $4::date AS born, $5::bytea AS file",
      ["张伟", 42, true, nil, Bytea([0, 255, 16])])
    let row = try #require(rows.first)
    #expect(rows.columnNames == ["name", "age", "open", "born", "file"])
    #expect(rows.commandTag == "SELECT 1")
    #expect(try row.string("name") == "张伟")
    #expect(try row.int("age") == 42)
    #expect(try row.bool("open"))
    #expect(try row["born"] == nil)
    #expect(try row.isNull("born"))
    #expect(try row.bytes("file") == [0, 255, 16])
    #expect(try row.optional(1, as: Int.self) == 42)
  }

  @Test func `a reader that asks wrongly is told, without the value`() throws {
    let row = try #require(try connect().queryRow("SELECT 'secret' AS a, NULL AS b"))
    #expect(
      try failure { try row.int("a") }.kind == .usage(.wrongType(column: "a", wanted: "Int")))
    #expect(try !failure { try row.int("a") }.debugDescription.contains("secret"))
    #expect(try failure { try row.string("b") }.kind == .usage(.unexpectedNull("b")))
    #expect(try failure { try row.string("c") }.kind == .usage(.columnAbsent("c")))
    #expect(try failure { try row.string(.index(2)) }.kind == .usage(.columnAbsent("2")))
  }

  @Test(arguments: [Double.infinity, -.infinity, 0.1, 1e300, -2.5])
  func `a double keeps its value`(number: Double) throws {
    #expect(try connect().queryValue("SELECT $1::float8", [number], as: Double.self) == number)
  }

  @Test func `changes are counted and a result of none is empty`() throws {
    let connection = try connect()
    try connection.executeScript("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)")
    #expect(try connection.execute("UPDATE t SET a = a + 1") == 2)
    #expect(try connection.query("SELECT FROM t WHERE a = 9").isEmpty)
    #expect(
      try failure { try connection.queryValue("SELECT 1 WHERE false", as: Int.self) }.kind
        == .usage(.noRow))
  }

  @Test func `a prepared statement runs with many values`() throws {
    let connection = try connect()
    let statement = try connection.prepare("SELECT $1::int + 1")
    for number in [1, 41, -1] {
      #expect(try connection.query(statement, [number])[0].int(0) == number + 1)
    }
  }

  @Test func `a statement begun waits in the server and not here, and is finished once`() throws {
    let (first, second) = (try connect(), try connect())
    try second.execute("SELECT pg_advisory_lock(4711)")
    let statement = try first.prepare("SELECT $1::int * 2 AS twice FROM pg_advisory_lock(4711)")
    let pending = try first.begin(statement, [21])
    #expect(try failure { try first.query("SELECT 1") }.kind == .usage(.busy))
    try second.execute("SELECT pg_advisory_unlock(4711)")
    #expect(try pending.finish().first?.int("twice") == 42)
    #expect(try failure { try pending.finish() }.kind == .usage(.closed))
    #expect(try first.queryValue("SELECT 1", as: Int.self) == 1)
  }

  @Test func `a statement begun and dropped leaves the connection in order`() throws {
    let connection = try connect()
    _ = try connection.begin(try connection.prepare("SELECT 1 / $1::int"), [0])
    #expect(try connection.queryValue("SELECT 2", as: Int.self) == 2)
    let failing = try connection.begin(try connection.prepare("SELECT 1 / $1::int"), [0])
    #expect(try failure { try failing.finish() }.sqlState == "22012")
  }

  @Test func `NUL is refused before anything is sent`() throws {
    let connection = try connect()
    let inParameter = try failure { try connection.execute("SELECT $1, $2", ["a", "b\0c"]) }
    #expect(inParameter.kind == .usage(.nulInParameter(1)))
    let inStatement = try failure { try connection.execute("SELECT 1 \0") }
    #expect(inStatement.kind == .usage(.nulInText))
    let inKeyword = try failure { try Connection.connect(ConnectionParameters(["host": "\0"])) }
    #expect(inKeyword.kind == .usage(.nulInText))
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `more parameters than the protocol counts are refused`() throws {
    let parameters = Parameters(repeating: 1, count: 65_536)
    let error = try failure { try connect().execute("SELECT 1", parameters) }
    #expect(error.kind == .usage(.tooManyParameters(65_536)))
  }

  @Test func `a statement cannot smuggle in a second one`() throws {
    let error = try failure { try connect().execute("SELECT 1; DROP TABLE x") }
    #expect(error.sqlState == "42601")
  }

  @Test func `a value of 100 MB goes there and back`() throws {
    let connection = try connect()
    let text = String(repeating: "0123456789abcdef", count: 6_553_600)
    let back: String = try connection.queryValue("SELECT $1::text", [text])
    #expect(back.utf8.count == 104_857_600)
    #expect(back == text)
  }

  @Test(arguments: ["COPY (SELECT 1) TO STDOUT", "COPY t FROM STDIN"])
  func `a COPY run as an ordinary statement leaves the connection usable`(sql: String) throws {
    let connection = try connect()
    try connection.execute("CREATE TABLE t (a int)")
    #expect(try failure { try connection.execute(sql) }.kind == .usage(.wrongStatement))
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `rows are streamed at constant memory`() async {
    await #expect(processExitsWith: .success) {
      let connection = try connect()
      try connection.execute("SELECT 1")
      let before = peakMemory()
      var bytes = 0
      let rows = try connection.forEachRow(
        "SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i"
      ) { row in bytes += try row.string(1).utf8.count }
      #expect(rows == 100_000)
      #expect(bytes == 20_000_000)
      // 20 MB went through; a few MB of libpq's buffer and of the allocator remain.
      #expect(peakMemory() - before < 8_192)
    }
  }

  @Test func `a reader that throws ends the stream and keeps the connection`() throws {
    struct Enough: Error {}
    let connection = try connect()
    var seen = 0
    #expect(throws: Enough.self) {
      try connection.forEachRow("SELECT generate_series(1, 1000000000)") { _ in
        seen += 1
        if seen == 3 { throw Enough() }
      }
    }
    #expect(seen == 3)
    #expect(try connection.queryValue("SELECT 7") == 7)
  }

  @Test func `an error after rows is thrown`() throws {
    let connection = try connect()
    var seen = 0
    let error = try failure {
      try connection.forEachRow("SELECT 1 / (3 - i) FROM generate_series(1, 5) AS i") { _ in
        seen += 1
      }
    }
    #expect(seen == 2)
    #expect(error.sqlState == "22012")
  }

  @Test func `inside a stream the connection is busy`() throws {
    let connection = try connect()
    let error = try failure {
      try connection.forEachRow("SELECT 1") { _ in try connection.execute("SELECT 2") }
    }
    #expect(error.kind == .usage(.busy))
  }
}
