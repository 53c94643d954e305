import Foundation
import Postgres
import Testing

@Suite struct ProposalTests {
  /// A fund without money, and the number of a proposal to give it some.
  private func proposed(_ book: Book) throws -> String {
    _ = try book.call("fin", "casework.fund_add('hardship', '{}', 'CNY', 'add')")
    return try book.call(
      "fin", "casework.fund_allot('hardship', 2026, 100.00, 'budget', 'allot') -> 'proposal'")
  }

  private func room(_ book: Book) throws -> String {
    try book.call("fin", "casework.fund_show('hardship') #>> '{0,years,0,room}'")
  }

  @Test func `nothing is allotted before a second person confirms, and then once`() throws {
    let book = try Book()
    let number = try proposed(book)
    #expect(try book.call("fin", "casework.fund_show('hardship') #>> '{0,years}'") == "[]")
    let confirm = "casework.decide(\(number), 'approve', NULL, 'yes')"
    #expect(try book.call("fin2", "\(confirm) ->> 'room'") == "100.00")
    #expect(try book.call("fin2", "\(confirm) ->> 'repeated'") == "true")
    #expect(
      state(try book.login("fin2"), "SELECT casework.decide(\(number), 'approve', NULL, 'more')")
        == "KW001")
    #expect(try room(book) == "100.00")
  }

  @Test(arguments: [
    ("fin", "approve", "NULL", "KW001"), ("li", "approve", "NULL", "KW004"),
    ("zhao", "reject", "'no'", "KW004"), ("stranger", "approve", "NULL", "KW006"),
    ("aud", "approve", "NULL", "KW006"), ("aud", "reject", "'no'", "KW006"),
    ("fin2", "reject", "NULL", "KW005"), ("fin2", "maybe", "NULL", "KW005"),
  ])
  func `who may not decide changes nothing`(
    who: String, verdict: String, reason: String, code: String
  ) throws {
    let book = try Book()
    let number = try proposed(book)
    let before = try book.digest()
    #expect(
      state(
        try book.login(who), "SELECT casework.decide(\(number), '\(verdict)', \(reason), 'd')")
        == code)
    #expect(try book.digest() == before)
  }

  @Test func `a second login of the same person is no second person`() throws {
    let book = try Book()
    let number = try proposed(book)
    try book.superuser().executeScript(
      """
      CREATE ROLE fin_too LOGIN; GRANT casework_user TO fin_too;
      SELECT casework_admin.staff_add('fin_too', 'Fin', (SELECT person FROM casework_data.staff WHERE login = 'fin'));
      SELECT casework_admin.staff_grant('fin_too', 'finance_officer');
      """)
    let decide = "SELECT casework.decide(\(number), 'approve', NULL, 'd')"
    #expect(state(try book.login("fin_too"), decide) == "KW001")
    #expect(state(try book.login("fin2"), decide) == "00000")
    try book.superuser().executeScript(
      "DROP OWNED BY fin_too; REVOKE casework_user FROM fin_too; DROP ROLE fin_too")
  }

  @Test func `a proposal is decided once by whoever is first, and never changed`() throws {
    let book = try Book()
    let number = try proposed(book)
    #expect(
      try book.call("fin", "casework.decide(\(number), 'reject', 'mistake', 'd') ->> 'verdict'")
        == "reject")
    #expect(
      state(try book.login("fin2"), "SELECT casework.decide(\(number), 'approve', NULL, 'd')")
        == "KW001")
    for verb in [
      "UPDATE casework_data.proposal SET verdict = NULL",
      "UPDATE casework_data.proposal SET arguments = '{}'", "DELETE FROM casework_data.proposal",
      "TRUNCATE casework_data.proposal CASCADE",
    ] {
      #expect(state(try book.superuser(), verb) == "KW008")
    }
    // even its owner cannot let one person do both, nor put money in without two
    #expect(
      state(
        try book.superuser(),
        """
        INSERT INTO casework_data.proposal (kind, arguments, digest, reason, proposed_by, proposed_staff,
            proposed_person, verdict, decided_by, decided_staff, decided_person, decided_at)
          SELECT 'fund_allot', '{}', '', 'x', login, id, person, 'approve', login, id, person, now()
            FROM casework_data.staff WHERE login = 'fin'
        """) == "23514")
    #expect(
      state(
        try book.superuser(),
        """
        INSERT INTO casework_data.fund_year (fund_id, year) SELECT id, 2026 FROM casework_data.fund;
        INSERT INTO casework_data.ledger (at_us, fund_id, year, fund_version, kind, debit, credit, amount,
            available_after, actor)
          SELECT 1, id, 2026, 1, 'allot', 'source', 'available', 1, 1, 'x' FROM casework_data.fund
        """) == "23514")
  }

  @Test func `sixteen confirm at once and the money comes once`() throws {
    let book = try Book()
    let number = try proposed(book)
    let answers = try RaceTests().atOnce(
      book,
      (1...16).map {
        ("fin2", "SELECT casework.decide(\(number), 'approve', NULL, 'c\($0)') ->> 'room'")
      })
    #expect(answers.filter { $0 == "100.00\n" }.count == 1)
    #expect(answers.filter { $0.contains("KW001") && $0.contains("decided") }.count == 15)
    #expect(try room(book) == "100.00")
  }
}
