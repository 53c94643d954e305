import CEL
import LocalCluster
import Postgres
import SQLFiles
import Testing

/// A checked expression with some facts and what it should come to for each; nil is an error.
struct SQLQuestion {
  var source: String
  var sql: String
  var asked: [(facts: String, expected: Value?)]

  init(_ expression: CheckedExpression, asked: [(facts: String, expected: Value?)]) {
    source = expression.source
    // The facts come from a row, so that the planner cannot fold them into the expression.
    sql = expression.sql(facts: "t.facts")
    self.asked = asked
  }
}

/// A PostgreSQL database that has only the functions of `rules.sql`.
enum RulesDatabase {
  /// One database for all tests, which only read.
  private static let shared = Result {
    let database = try TemporaryCluster.shared().makeDatabase()
    let connection = try Connection.connect(database)
    defer { connection.close() }
    let rules = try #require(SQLFiles.functions.first { $0.name == "rules" })
    try connection.executeScript(
      """
      BEGIN;
      -- Other suites of this process make the role too: one after the other, and only once.
      LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;
      DO $$BEGIN
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'casework_rules') THEN
          CREATE ROLE casework_rules NOLOGIN;
        END IF;
      END$$;
      COMMIT;
      CREATE SCHEMA casework_rules AUTHORIZATION casework_rules;
      \(rules.sql)
      """)
    return database
  }

  static func connect() throws -> Connection {
    let connection = try Connection.connect(shared.get())
    try connection.executeScript(
      "SET search_path = pg_catalog, pg_temp; SET standard_conforming_strings = on")
    return connection
  }

  /// What PostgreSQL answers otherwise than expected, an exception included, as readable lines.
  static func disagreements(_ questions: [SQLQuestion]) throws -> [String] {
    let connection = try connect()
    defer { connection.close() }
    var found: [String] = []
    for start in stride(from: 0, to: questions.count, by: 50) {
      let batch = Array(questions[start..<min(start + 50, questions.count)])
      found += try disagreements(batch, connection)
    }
    return found
  }

  private static func disagreements(
    _ questions: [SQLQuestion], _ connection: Connection
  ) throws -> [String] {
    let selects = try questions.enumerated().map { index, question in
      try select(question, index, connection)
    }
    do {
      let rows = try connection.query(selects.joined(separator: "\nUNION ALL\n"))
      return try rows.map { row in
        let question = questions[try row.int(0)]
        let (facts, expected) = question.asked[try row.int(1)]
        let answer = try row.optional(2, as: String.self) ?? "NULL"
        return """
          \(question.source) is \(answer) in PostgreSQL, \(expected?.json ?? "NULL") expected, \
          of \(facts)
          """
      }
    } catch {
      guard questions.count > 1 else { return ["\(questions[0].source) raised \(error)"] }
      // One of them raised: halve until it is alone.
      let middle = questions.count / 2
      return try disagreements(Array(questions[..<middle]), connection)
        + disagreements(Array(questions[middle...]), connection)
    }
  }

  private static func select(
    _ question: SQLQuestion, _ index: Int, _ connection: Connection
  ) throws -> String {
    let rows = try question.asked.enumerated().map { number, asked in
      let expected = try asked.expected.map { "\(try connection.quoteLiteral($0.json))::jsonb" }
      return """
        (\(number), \(try connection.quoteLiteral(asked.facts))::jsonb, \
        \(expected ?? "NULL::jsonb"))
        """
    }
    return """
      SELECT \(index), q.number, q.answer::text FROM (SELECT t.number, t.expected, \
      pg_catalog.to_jsonb(\(question.sql)) AS answer FROM (SELECT * FROM (VALUES \
      \(rows.joined(separator: ", "))) AS v(number, facts, expected) OFFSET 0) AS t OFFSET 0) AS q \
      WHERE q.answer IS DISTINCT FROM q.expected
      """
  }
}
