import LocalCluster
import Postgres
import Testing

@Suite struct ErrorTests {
  @Test(arguments: [
    ("INSERT INTO t VALUES ($1)", "Wang Fang 1990"),
    ("INSERT INTO t VALUES ($1::date)", "Wang Fang"),
    ("SELECT $1::int", "Wang Fang"), ("INSERT INTO u VALUES ($1), ($1)", "Wang Fang"),
    ("SELECT $1::jsonb", "{Wang Fang"), ("SELECT ($1 || chr(1))::xml", "<Wang Fang"),
  ])
  func `the description never holds a value, the debug description does`(
    sql: String, value: String
  ) throws {
    let connection = try connect()
    try connection.executeScript(
      "CREATE TABLE t (a text CHECK (length(a) < 3)); CREATE TABLE u (a text PRIMARY KEY)")
    let error = try failure { try connection.execute(sql, [value]) }
    #expect(!error.description.contains("Wang"), "\(error)")
    #expect(error.debugDescription.contains("Wang"))
    let state = try #require(error.sqlState)
    #expect(error.description.contains(state.code))
  }

  @Test func `an error carries the fields of the server`() throws {
    let connection = try connect()
    try connection.executeScript(
      """
      CREATE SCHEMA s;
      CREATE TABLE s.t (a int CONSTRAINT t_a_positive CHECK (a > 0), b int NOT NULL)
      """)
    let check = try #require(
      try failure { try connection.execute("INSERT INTO s.t VALUES (-1, 1)") }.server)
    #expect(check.severity == "ERROR")
    #expect(check.sqlState == .checkViolation)
    #expect(check.schema == "s")
    #expect(check.table == "t")
    #expect(check.constraint == "t_a_positive")
    let null = try #require(
      try failure { try connection.execute("INSERT INTO s.t VALUES (1)") }.server)
    #expect(null.column == "b")
    let syntax = try #require(try failure { try connection.execute("SELECT * FORM t") }.server)
    #expect(syntax.position == 10)
    let raised = try #require(
      try failure {
        try connection.executeScript(
          "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE='KW001', DETAIL='d', HINT='h'; END $$")
      }.server)
    #expect(raised.sqlState == "KW001")
    #expect(raised.detail == "d")
    #expect(raised.hint == "h")
    #expect(raised.context?.contains("PL/pgSQL function inline_code_block") == true)
  }

  @Test func `a SQLSTATE is matched by value or by class`() {
    let state: SQLState = "23505"
    #expect(state == .uniqueViolation)
    #expect(state.is(.integrityConstraintViolation))
    #expect(!state.is(.transactionRollback))
    #expect(state.class == "23")
  }

  @Test(arguments: ["", "2350", "235055", "2350a", "23 05", "２３５０５"])
  func `what is not five capitals or digits is no SQLSTATE`(text: String) {
    #expect(SQLState(text) == nil)
  }

  @Test(arguments: [("\\x", []), ("\\x00ff10", [0, 255, 16] as [UInt8])])
  func `bytea text is read`(text: String, bytes: [UInt8]) {
    #expect(Bytea(text: Array(text.utf8))?.bytes == bytes)
  }

  @Test(arguments: ["", "x", "\\x0", "\\xzz", "0011", "\\000\\001"])
  func `other text is no bytea`(text: String) {
    #expect(Bytea(text: Array(text.utf8)) == nil)
  }
}
