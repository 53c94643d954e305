import Postgres
import Testing

/// What the plan of a statement that finds nothing tells of rows that one may not see.
@Suite struct PlanOracleTests {
  private static let ways = [
    "RESET ALL", "SET enable_seqscan = off; SET enable_bitmapscan = off",
    "SET enable_nestloop = off; SET enable_mergejoin = off",
    "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off",
  ]

  /// A condition on a view, made of operators that PostgreSQL trusts, and where its value comes from.
  @Test(arguments: [
    ("cases", "number = '%'", "SELECT number FROM casework_data.cases"),
    ("cases", "number <= '%'", "SELECT number FROM casework_data.cases"),
    ("cases", "workflow = '%'", "SELECT workflow FROM casework_data.cases"),
    ("entries", "number = '%'", "SELECT number FROM casework_data.cases"),
    ("entries", "case_id = '%'", "SELECT id::text FROM casework_data.cases"),
    ("entries", "actor ^@ '%'", "SELECT left(actor, 3) FROM casework_data.entry"),
    ("entries", "kind = '%'", "SELECT kind FROM casework_data.entry WHERE seq = 2"),
    ("export_entries", "\"case\" = '%'", "SELECT id::text FROM casework_data.cases"),
    ("export_entries", "idem = '%'", "SELECT idem FROM casework_data.entry"),
    ("export_payloads", "body ^@ '%'", "SELECT left(body, 40) FROM casework_data.payload"),
    ("export_payloads", "\"case\" = '%'", "SELECT id::text FROM casework_data.cases"),
  ])
  func `a plan is the same whether or not a hidden row fits the condition`(
    view: String, condition: String, source: String
  ) throws {
    let book = try Book()
    _ = try ConfidentialityTests().matched(book)
    let real = try book.superuser().queryValue(source + " LIMIT 1", as: String.self)
    // of the same length and kind, and nowhere in the database
    let absent =
      real.contains("-") && real.count == 36
      ? "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee" : String(repeating: "!", count: real.count)
    let connection = try book.login("mallory")
    for way in Self.ways {
      try connection.executeScript(way)
      let plans = try [real, absent].map { value in
        try connection.query(
          """
          EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
          SELECT 1 FROM casework_read.\(view) WHERE \(condition.replacing("%", with: value))
          """
        ).values.map { ($0[0] ?? "").replacing("'\(value)'", with: "?") }
      }
      #expect(plans[0] == plans[1], "\(way)")
      #expect(plans[0].contains { $0.contains("Filter: ") })
    }
  }

  @Test(arguments: [
    "pg_stat_xact_user_tables", "pg_stat_user_tables", "pg_statio_user_tables",
    "pg_stat_database",
  ])
  func `counts of rows read and written are nobody's`(view: String) throws {
    let connection = try Book().login("mallory")
    #expect(state(connection, "SELECT * FROM \(view)") == "42501")
  }

  @Test(arguments: [
    "pg_advisory_lock(1)", "pg_advisory_lock_shared(1, 2)", "pg_try_advisory_lock(1)",
    "pg_advisory_xact_lock(1)", "pg_try_advisory_xact_lock_shared(1)",
  ])
  func `no login fills the table of locks that all sessions share`(call: String) throws {
    #expect(state(try Book().login("mallory"), "SELECT \(call)") == "42501")
  }
}
