import Foundation
import Postgres
import Testing

@Suite struct StaffTests {
  @Test(arguments: [
    ("zhao", "cashier", "NULL", "KW001"), ("zhao", "releaser", "'small_grant'", "KW001"),
    ("sun", "director", "'small_grant'", "KW001"), ("dir1", "finance_officer", "NULL", "KW001"),
    ("zhao", "caseworker", "NULL", "00000"), ("sun", "finance_officer", "NULL", "00000"),
    ("mallory", "cashier", "'small_grant'", "00000"),
  ])
  func `roles that do not go together are refused when the second is given`(
    login: String, role: String, programme: String, outcome: String
  ) throws {
    let book = try Book()
    let before = try book.digest()
    let grant = "SELECT casework_admin.staff_grant('\(login)', '\(role)', \(programme))"
    #expect(state(try book.superuser(), grant) == outcome)
    #expect(try (book.digest() == before) == (outcome != "00000"))
  }

  @Test func `other programmes and other times are not together, other logins of a person are`()
    throws
  {
    let book = try Book()
    let root = try book.superuser()
    func grant(_ arguments: String) -> String {
      state(root, "SELECT casework_admin.staff_grant(\(arguments))")
    }
    #expect(grant("'mallory', 'supervisor', 'one', NULL, '2090-01-01'") == "00000")
    #expect(grant("'mallory', 'cashier', 'two'") == "00000")
    #expect(grant("'mallory', 'cashier', 'one', NULL, NULL, '2090-01-01'") == "00000")
    #expect(grant("'mallory', 'cashier', 'one', NULL, NULL, '2089-12-31'") == "KW001")
    #expect(grant("'mallory', 'caseworker', 'one', NULL, '2030-01-01', '2031-01-01'") == "KW001")
    let second = "m" + UUID().uuidString.lowercased().prefix(8)
    try root.executeScript(
      """
      CREATE ROLE \(second) LOGIN; GRANT casework_user TO \(second);
      SELECT casework_admin.staff_add('\(second)', 'Second login',
        (SELECT person FROM casework_data.staff WHERE login = 'zhao'))
      """)
    #expect(grant("'\(second)', 'cashier'") == "KW001")
    #expect(
      state(root, "SELECT casework_admin.staff_set_incompatible('supervisor', 'cashier', false)")
        == "00000")
    #expect(grant("'\(second)', 'cashier'") == "00000")
    try root.executeScript(
      "SELECT casework_admin.staff_set_incompatible('cashier', 'supervisor', true)")
    let both = try root.queryValue(
      """
      SELECT i ->> 'held_by' FROM casework_admin.staff_incompatible() i
       WHERE i ->> 'with' = 'supervisor' AND i ->> 'role' = 'cashier'
      """, as: String.self)
    #expect(both == #"["\#(second)"]"#)
    try root.executeScript("DROP ROLE \(second)")
  }

  @Test func `two grants that do not go together cannot pass each other`() throws {
    let book = try Book()
    let one = try book.superuser()
    let other = try book.superuser()
    try one.executeScript("BEGIN; SELECT casework_admin.staff_grant('mallory', 'cashier', 'x')")
    #expect(
      state(
        other,
        "SET lock_timeout = '100ms'; SELECT casework_admin.staff_grant('mallory', 'director', 'x')")
        == "55P03")
    try one.executeScript("COMMIT")
    #expect(
      state(other, "SELECT casework_admin.staff_grant('mallory', 'director', 'x')") == "KW001")
  }

  @Test func `a grant of a day that has not come does nothing yet`() throws {
    let book = try Book()
    let number = try book.submitted()
    let root = try book.superuser()
    try root.executeScript(
      "SELECT casework_admin.staff_grant('mallory', 'caseworker', NULL, NULL, NULL, '2090-01-01')")
    let show = "SELECT casework.show('\(number)')"
    #expect(state(try book.login("mallory"), show) == "KW004")
    try root.executeScript("SELECT casework_admin.staff_grant('mallory', 'caseworker')")
    #expect(state(try book.login("mallory"), show) == "00000")
  }

  @Test func `who retires hands over their cases, each by an entry, or nothing happens`() throws {
    let book = try Book()
    let root = try book.superuser()
    let number = try book.call(
      "coun",
      """
      casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', '{"concern": "S"}', 'o')
        ->> 'case'
      """)
    _ = try book.call(
      "coun", "casework.act('\(number)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')")
    let before = try book.digest()
    for successor in ["NULL", "'li'"] {
      #expect(state(root, "SELECT casework_admin.staff_retire('coun', \(successor))") == "KW001")
    }
    #expect(state(root, "SELECT casework_admin.staff_retire('coun', 'coun')") == "KW005")
    #expect(state(root, "SELECT casework_admin.staff_retire('nobody')") == "KW005")
    #expect(try book.digest() == before)
    try root.executeScript("SELECT casework_admin.staff_retire('coun', 'coun2')")
    let entry = try root.queryValue(
      """
      SELECT e.kind || ' ' || (e.actor = session_user) || ' ' || (e.person IS NULL) || ' ' || p.body
        FROM casework_data.entry e JOIN casework_data.payload p USING (case_id, seq)
       ORDER BY e.id DESC LIMIT 1
      """, as: String.self)
    #expect(
      entry == """
        reassign true true {"v": 1, "to": "coun2", "from": "coun", "fields": {"counsellor": "coun2"}, "reason": "retired"}
        """)
    #expect(state(try book.login("coun"), "SELECT casework.me()") == "KW006")
    #expect(state(try book.login("coun2"), "SELECT casework.show('\(number)')") == "00000")
    #expect(state(root, "SELECT casework_admin.staff_grant('coun', 'counsellor')") == "KW001")
    let again = "SELECT casework_admin.staff_retire('coun', 'coun2') ->> 'repeated'"
    #expect(try root.queryValue(again, as: String.self) == "true")
    try book.expectSound(number)
  }

  @Test func `a relationship that an administrator declares bars both ways`() throws {
    let book = try Book()
    let root = try book.superuser()
    let applicant = "00000000-0000-4000-8000-00000000aaaa"
    try root.executeScript("SELECT casework_admin.staff_relate('zhao', '\(applicant)', 'brother')")
    let shown = try root.queryValue(
      "SELECT casework_admin.staff_show('zhao') #>> '{relationships,0,kind}'", as: String.self)
    #expect(shown == "brother")
    for wrong in ["'zhao', gen_random_uuid(), 'x'", "'zhao', '\(applicant)', ' '"] {
      #expect(state(root, "SELECT casework_admin.staff_relate(\(wrong))") == "KW005")
    }
  }

  @Test(arguments: ["li", "zhao", "fin", "aud", "stranger"])
  func `nobody but an administrator keeps the staff`(who: String) throws {
    let book = try Book()
    let before = try book.digest()
    for call in [
      "staff_grant('li', 'director')", "staff_show('li')", "staff_retire('li')",
      "staff_relate('li', gen_random_uuid(), 'x')", "staff_incompatible()",
      "staff_set_incompatible('cashier', 'supervisor', false)", "staffing_of_cases()",
      "staffing_of_procedures()",
    ] {
      #expect(state(try book.login(who), "SELECT casework_admin.\(call)") == "42501", "\(call)")
    }
    #expect(try book.digest() == before)
  }

  private func lacking(_ book: Book, _ without: String = "NULL") throws -> [String] {
    try book.superuser().query(
      """
      SELECT concat_ws(' ', s ->> 'step', s ->> 'able', s ->> 'need', s ->> 'now',
               (SELECT string_agg((b ->> 'login') || '=' || (b ->> 'why'), ',') FROM jsonb_array_elements(s -> 'barred') b))
        FROM casework_admin.staffing_of_cases(\(without)) s
      """
    ).values.compactMap { $0.first ?? nil }
  }

  @Test func `a case that nobody can approve is found, with what bars each of them`() throws {
    let book = try Book()
    let root = try book.superuser()
    _ = try book.recommended()
    #expect(try lacking(book).isEmpty)
    #expect(try lacking(book, "'zhao'") == ["approve 0 1 false li=did:submit,zhao=absent"])
    try root.executeScript(
      """
      SELECT casework_admin.staff_relate('zhao', '00000000-0000-4000-8000-00000000aaaa', 'brother');
      UPDATE casework_data.wf_action SET unrelated = true WHERE name = 'approve'
      """)
    #expect(try lacking(book) == ["approve 0 1 true li=did:submit,zhao=related"])
    let grant = try root.queryValue(
      "SELECT (SELECT s -> 'grant' FROM casework_admin.staffing_of_cases() s)::text",
      as: String.self)
    #expect(grant == #"{"role": "supervisor", "people": 1, "programme": "small_grant"}"#)
    try root.executeScript("SELECT casework_admin.staff_grant('dir1', 'supervisor', 'small_grant')")
    #expect(try lacking(book).isEmpty)
  }

  @Test func `the tier of the amount and the votes given are counted`() throws {
    let book = try Book()
    try book.allot("50000.00")
    let number = try book.submitted()
    try book.superuser().executeScript(
      """
      UPDATE casework_data.cases SET fields = fields || '{"requested": 45000}' WHERE number = '\(number)'
      """)
    _ = try book.call("wang", "casework.check_result('\(number)', 'means_test', 'pass', NULL, 'm')")
    _ = try book.call(
      "wang", "casework.act('\(number)', 'recommend', '{\"granted\": 30000}', NULL, 'r')")
    #expect(try lacking(book).isEmpty)
    #expect(try lacking(book, "'dir1'") == ["approve 1 2 false dir1=absent"])
    _ = try book.call("dir1", "casework.act('\(number)', 'approve', '{}', 6, 'a')")
    #expect(try lacking(book, "'dir1'").isEmpty)
    #expect(try lacking(book, "'dir2'") == ["approve 0 1 false dir1=voted,dir2=absent"])
  }

  @Test func `a procedure lacks people before it has a case`() throws {
    let book = try Book()
    let root = try book.superuser()
    func steps(_ without: String) throws -> [String] {
      try root.query(
        """
        SELECT concat_ws(' ', s ->> 'step', s ->> 'up_to', s ->> 'able', s ->> 'need')
          FROM casework_admin.staffing_of_procedures(\(without)) s WHERE s ->> 'workflow' = 'small_grant'
        """
      ).values.compactMap { $0.first ?? nil }
    }
    #expect(try steps("NULL").isEmpty)
    #expect(try steps("'dir1'") == ["approve 50000.00 1 2"])
    #expect(try steps("'sun'").contains("pay 0 1"))
    #expect(state(root, "SELECT casework_admin.staffing_of_procedures('nobody')") == "KW005")
  }
}
