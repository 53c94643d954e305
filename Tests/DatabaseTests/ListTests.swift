import Foundation
import Postgres
import Testing

/// `list` and `inbox` among many cases: as much as the views show, and along indexes.
@Suite struct ListTests {
  /// A book with 2,400 cases of 120 units, and people of one unit and of all units by the tree.
  private static let crowd = Result { try crowded() }

  private static func crowded() throws -> Book {
    let book = try Book()
    let root = try book.superuser()
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../sql/bench/many_cases.sql").standardizedFileURL
    try root.executeScript(
      """
      SET bench.cases = 2400; SET bench.units = 120; SET bench.grants = 'small_grant';
      SET bench.talks = 'talks'; SET bench.counsellors = 'coun,coun2';
      BEGIN; \(try String(contentsOf: file, encoding: .utf8)) COMMIT;
      UPDATE casework_data.scope SET units = ARRAY['F', unit] WHERE unit IS NOT NULL;
      -- long past or far ahead, so that both questions are asked of the same day
      UPDATE casework_data.cases SET due_us = casework_data.clock()
        + CASE WHEN number LIKE '%0' THEN -86400000000 ELSE 86400000000 END WHERE due_us IS NOT NULL;
      SELECT casework_admin.staff_revoke('mallory', 'caseworker', 'another_programme'),
             casework_admin.staff_grant('mallory', 'caseworker', NULL, 'U007'),
             casework_admin.staff_revoke('wang', 'reviewer'),
             casework_admin.staff_grant('wang', 'reviewer', NULL, 'F'),
             casework_admin.staff_grant('dir2', 'counsellor', 'talks', 'U009');
      ANALYZE;
      """)
    return book
  }

  private static let people = [
    "li", "wang", "zhao", "sun", "fin", "aud", "coun", "coun2", "clin", "mallory", "dir2", "tick",
    "stranger",
  ]

  /// Arguments of `list`, and the same question to the view.
  private static let questions = [
    ("", "true"), ("workflow => 'talks', ", "workflow = 'talks'"),
    ("workflow => 'nothing', ", "workflow = 'nothing'"),
    ("state => 'closed', ", "state = 'closed'"),
    ("closed => true, ", "closed_at IS NOT NULL"), ("closed => false, ", "closed_at IS NULL"),
    ("overdue => true, ", "due_at <= now() AND closed_at IS NULL"),
    ("applicant => 'test A', ", "starts_with(lower(applicant), 'test a')"),
    ("applicant => 'x', ", "starts_with(lower(applicant), 'x')"),
  ]

  @Test(arguments: people)
  func `a list is what the view shows to the same login`(who: String) throws {
    let connection = try Self.crowd.get().login(who)
    for (arguments, condition) in Self.questions {
      let view = try connection.queryValue(
        """
        SELECT count(*) || md5(coalesce(string_agg(to_jsonb(c)::text, '|' ORDER BY c.number), ''))
          FROM casework_read.cases c WHERE \(condition)
        """, as: String.self)
      let list = """
        SELECT count(*) || md5(coalesce(string_agg(c::text, '|' ORDER BY c ->> 'number'), ''))
          FROM casework.list(\(arguments)max_rows => 100000) c
        """
      if who == "stranger" {
        #expect(state(connection, list) == "KW006")
        #expect(view.hasPrefix("0"))
      } else {
        #expect(try connection.queryValue(list, as: String.self) == view, "\(arguments)")
      }
    }
  }

  @Test(arguments: [
    ("li", 2400), ("wang", 2280), ("coun", 60), ("clin", 2400), ("mallory", 18), ("fin", 2400),
    ("dir2", 2280),
  ])
  func `each sees as many cases as their grants cover, the newest first`(
    who: String, count: Int
  ) throws {
    let connection = try Self.crowd.get().login(who)
    let rows = try connection.query(
      "SELECT c ->> 'number', c ->> 'opened_on' FROM casework.list(max_rows => 100000) c"
    ).values
    #expect(rows.count == count)
    #expect(rows.map { $0[1] ?? "" } == rows.map { $0[1] ?? "" }.sorted(by: >))
    let few = try connection.query("SELECT c ->> 'number' FROM casework.list(max_rows => 7) c")
    #expect(few.values == rows.prefix(7).map { [$0[0]] })
  }

  @Test(arguments: ["li", "wang", "coun", "mallory", "fin", "aud"])
  func `list, inbox and show scan neither cases nor history from end to end`(who: String) throws {
    // The counts are nobody's: the superuser looks at them.
    let connection = try Self.crowd.get().superuser()
    try connection.executeScript("BEGIN")
    for call in [
      "casework.list()", "casework.list(state => 'closed')", "casework.list(overdue => true)",
      "casework.inbox()",
    ] {
      try connection.execute("SET SESSION AUTHORIZATION \(who)")
      _ = try connection.query("SELECT * FROM \(call)")
      try connection.execute("RESET SESSION AUTHORIZATION")
      let scans = try connection.queryValue(
        """
        SELECT sum(seq_scan) FROM pg_stat_xact_user_tables
         WHERE schemaname = 'casework_data' AND relname IN ('cases', 'entry')
        """, as: Int.self)
      #expect(scans == 0, "\(call)")
    }
  }

  @Test func `a view asks once a statement what a login may see`() throws {
    let plan = try Self.crowd.get().login("mallory").query(
      "EXPLAIN SELECT * FROM casework_read.cases WHERE number = 'BM-0000045'"
    ).values.map { $0[0] ?? "" }
    #expect(plan.filter { $0.contains("InitPlan") }.count <= 5)
    // A key that found its row by the index would tell whether there is one.
    #expect(!plan.contains { $0.contains("Index Cond: (number") })
  }

  @Test func `all scopes of a programme and tier have the same access`() throws {
    let differing = try Self.crowd.get().superuser().queryValue(
      """
      SELECT count(*) FROM (SELECT FROM casework_data.scope GROUP BY workflow, tier
        HAVING count(DISTINCT access) > 1) x
      """, as: Int.self)
    #expect(differing == 0)
  }
}
