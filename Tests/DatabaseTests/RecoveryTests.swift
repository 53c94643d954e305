import Foundation
import Postgres
import Testing

/// Plans for money that comes back, on a procedure that recovers in any state (Fixtures/storm.sql).
@Suite struct RecoveryTests {
  private static let today = "(now() AT TIME ZONE 'Asia/Shanghai')::date"

  /// A book with a case on which 1,000.00 were paid.
  private func paid() throws -> (book: Book, number: String) {
    let book = try Book()
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/storm.sql")
    try book.superuser().executeScript(
      "BEGIN;" + String(contentsOf: file, encoding: .utf8) + "COMMIT;")
    _ = try book.call("fin", "casework.fund_add('one', '{}', 'CNY', 'add')")
    let proposal = try book.call(
      "fin",
      "casework.fund_allot('one', extract(year FROM \(Self.today))::int, 5000, 'x', 'allot') -> 'proposal'"
    )
    _ = try book.call("fin2", "casework.decide(\(proposal), 'approve', NULL, 'decide')")
    let number = try book.call(
      "c1", "casework.open('storm', '\(Bank.applicant)', '{}', 'open') ->> 'case'")
    _ = try book.call(
      "c1", "casework.act('\(number)', 'reserve_one', '{\"amount\": 1000.00}', 1, 'reserve')")
    _ = try book.call("c1", "casework.act('\(number)', 'pay_all', '{}', 2, 'pay')")
    return (book, number)
  }

  private func plan(_ number: String, _ parts: [(Int, String)], _ id: String = "plan") -> String {
    let rows = parts.map { days, amount in
      "jsonb_build_object('due', to_char(\(Self.today) + \(days), 'YYYY-MM-DD'), 'amount', '\(amount)')"
    }
    return
      "casework.recovery_plan('\(number)', jsonb_build_array(\(rows.joined(separator: ", "))), 'understated', '\(id)')"
  }

  private func shown(_ book: Book, _ number: String, as who: String = "zhao") throws -> String {
    try book.call(
      who,
      """
      (SELECT concat_ws(' ', x ->> 'status', x ->> 'received', x ->> 'open', x ->> 'overdue',
        (SELECT string_agg(concat(i ->> 'amount', '/', i ->> 'received', CASE WHEN (i ->> 'overdue')::boolean THEN '!' END), ' ' ORDER BY (i ->> 'no')::int)
           FROM jsonb_array_elements(x -> 'instalments') i))
         FROM casework.recovery_show('\(number)') x)
      """)
  }

  @Test func `what comes back counts for the oldest instalment first, each time an entry`() throws {
    let (book, number) = try paid()
    let answer = try book.call(
      "zhao", plan(number, [(0, "300.00"), (30, "300.00"), (60, "100.00")]))
    #expect(answer.contains("\"total\": \"700.00\"") && answer.contains("\"seq\": 4"))
    #expect(
      try shown(book, number) == "running 0.00 700.00 0.00 300.00/0.00 300.00/0.00 100.00/0.00")
    for (amount, version) in [("120.50", 4), ("200.00", 5)] {
      _ = try book.call(
        "c1",
        "casework.act('\(number)', 'recover', '{\"amount\": \(amount)}', \(version), 'r\(version)')"
      )
    }
    #expect(
      try shown(book, number)
        == "running 320.50 379.50 0.00 300.00/300.00 300.00/20.50 100.00/0.00")
    #expect(
      try book.call(
        "fin",
        "(SELECT string_agg(concat_ws(' ', e ->> 'entry', e ->> 'amount', e ->> 'by'), ', ') FROM jsonb_array_elements(casework.recovery_show('\(number)') -> 'entries') e)"
      ) == "5 120.50 c1, 6 200.00 c1")
    #expect(
      try book.call("aud", "casework.history('\(number)') #>> '{entries,3,kind}'")
        == "recovery_plan")
    _ = try book.call(
      "c1", "casework.act('\(number)', 'recover', '{\"amount\": 379.50}', 6, 'rest')")
    #expect(try shown(book, number).hasPrefix("received 700.00 0.00 0.00"))
    #expect(try book.login("fin").query("SELECT casework.recoveries()").count == 0)
    try book.expectSound(number)
  }

  @Test func `an instalment is overdue the day after, and the longest overdue comes first`() throws
  {
    let (book, number) = try paid()
    _ = try book.call("zhao", plan(number, [(0, "300.00"), (1, "300.00"), (60, "100.00")]))
    let root = try book.superuser()
    #expect(try book.login("fin").query("SELECT casework.recoveries(true)").count == 0)
    // what time does: two days later
    try root.executeScript(
      """
      SET session_replication_role = replica;
      UPDATE casework_data.recovery_instalment SET due = due - 2 WHERE no = 1;
      UPDATE casework_data.recovery_instalment SET due = due - 2 WHERE no = 2;
      """)
    #expect(
      try shown(book, number) == "overdue 0.00 700.00 600.00 300.00/0.00! 300.00/0.00! 100.00/0.00")
    _ = try book.call("c1", "casework.act('\(number)', 'recover', '{\"amount\": 350.00}', 4, 'r')")
    #expect(
      try book.call(
        "fin",
        "(SELECT concat_ws(' ', x ->> 'overdue', x ->> 'days_overdue') FROM casework.recoveries(true) x)"
      ) == "250.00 1")
    #expect(try book.login("c1").query("SELECT 1").count == 1)
    #expect(state(try book.login("c1"), "SELECT casework.recoveries()") == "KW006")
  }

  @Test func `a new plan counts what comes back from then on; both stay`() throws {
    let (book, number) = try paid()
    _ = try book.call("zhao", plan(number, [(0, "700.00")]))
    _ = try book.call("c1", "casework.act('\(number)', 'recover', '{\"amount\": 100.00}', 4, 'r')")
    _ = try book.call("zhao", plan(number, [(10, "400.00"), (20, "200.00")], "again"))
    #expect(try shown(book, number) == "running 0.00 600.00 0.00 400.00/0.00 200.00/0.00")
    #expect(
      try book.superuser().queryValue(
        "SELECT count(*) FROM casework_data.recovery_plan", as: Int.self) == 2)
    #expect(
      try book.call("zhao", plan(number, [(10, "400.00"), (20, "200.00")], "again")).contains(
        "\"repeated\": true"))
  }

  @Test(
    arguments: [
      ([(0, "1000.01")], "KW001"), ([(-1, "1.00")], "KW005"),
      ([(5, "1.00"), (5, "1.00")], "KW005"),
      ([(5, "1.00"), (4, "1.00")], "KW005"), ([(5, "0.00")], "KW005"), ([(5, "1.001")], "KW005"),
      ([(5, "-1.00")], "KW005"), ([(5, "NaN")], "KW005"), ([(8000, "1.00")], "KW005"),
      ([], "KW005"),
    ] as [([(Int, String)], String)])
  func `a plan of nothing, of the past, out of order or of more than was paid is refused`(
    parts: [(Int, String)], code: String
  ) throws {
    let (book, number) = try paid()
    let before = try book.digest()
    #expect(state(try book.login("zhao"), "SELECT " + plan(number, parts)) == code)
    #expect(try book.digest() == before)
  }

  @Test func `who works on the case without demanding money makes no plan, nor is one changed`()
    throws
  {
    let (book, number) = try paid()
    #expect(state(try book.login("c1"), "SELECT " + plan(number, [(0, "1.00")])) == "KW001")
    #expect(state(try book.login("stranger"), "SELECT " + plan(number, [(0, "1.00")])) != "00000")
    _ = try book.call("fin", plan(number, [(0, "1.00")]))
    for change in [
      "UPDATE casework_data.recovery_plan SET total = 1",
      "DELETE FROM casework_data.recovery_instalment",
      "UPDATE casework_data.recovery_instalment SET due = due + 30",
      "TRUNCATE casework_data.recovery_plan CASCADE",
    ] {
      #expect(state(try book.superuser(), change) == "KW008", "\(change)")
    }
  }

  @Test func `nothing comes back to a closed year, and it is said before anybody tries`() throws {
    let (book, number) = try paid()
    func decided(_ proposal: String) throws {
      let id = try book.call("fin", "casework.\(proposal) -> 'proposal'")
      _ = try book.call("fin2", "casework.decide(\(id), 'approve', NULL, '\(UUID().uuidString)')")
    }
    let year = "extract(year FROM \(Self.today))::int"
    try decided("fund_freeze_year('one', \(year), \(Self.today), 'end', 'freeze')")
    try decided("fund_close_year('one', \(year), 'carry', 'end', 'close')")
    #expect(
      try book.call("c1", "casework.snapshot('\(number)') #>> '{closed,0,before}'") == "0.00")
    let recover = "casework.act('\(number)', 'recover', '{\"amount\": 1.00}', 3, 'r')"
    let refusal = try #require(throws: PostgresError.self) { try book.call("c1", recover) }
    let detail = refusal.server?.detail ?? ""
    #expect(detail.contains("\"why\": \"closed\"") && detail.contains("\"action\": \"recover\""))
    try decided("fund_reopen('one', \(year), 'a recovery', 'open')")
    #expect(try book.call("c1", "casework.snapshot('\(number)') ->> 'closed'") == "[]")
    _ = try book.call("c1", recover)
  }

  @Test func `where the procedure takes no money back there is no plan`() throws {
    let book = try Book()
    try book.allot("20000.00")
    let number = try book.recommended()
    _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 6, 'a')")
    _ = try book.call("sun", "casework.act('\(number)', 'pay', '{}', 7, 'p')")
    #expect(state(try book.login("fin"), "SELECT " + plan(number, [(0, "1.00")])) == "KW001")
  }
}
