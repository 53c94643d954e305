import Postgres
import Testing

/// Who handles money in one unit or one programme, and the money of others.
@Suite struct ScopedMoneyTests {
  /// A batch on its way, and mallory with these roles in one place that it has nothing to do with.
  private func foreign(
    _ roles: [String], programme: String = "NULL", unit: String = "NULL"
  ) throws -> (bank: Bank, batch: String) {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    try bank.book.superuser().executeScript(
      """
      DELETE FROM casework_data.held_role h USING casework_data.staff s
       WHERE s.id = h.staff_id AND s.login = 'mallory'
      """)
    for role in roles {
      try bank.book.superuser().executeScript(
        """
        INSERT INTO casework_data.role_grant (staff_id, role, programme, unit, granted_by)
          SELECT id, '\(role)', \(programme), \(unit), 'test' FROM casework_data.staff WHERE login = 'mallory'
        """)
    }
    return (bank, try bank.prepared())
  }

  @Test(arguments: [("'small_grant'", "NULL"), ("NULL", "'ELSEWHERE'")])
  func `a batch is absent to who handles money elsewhere`(
    programme: String, unit: String
  ) throws {
    let (bank, batch) = try foreign(
      ["finance_officer", "releaser", "auditor"], programme: programme, unit: unit)
    let before = try bank.balances()
    for call in [
      "casework.batch_show('\(batch)')", try bank.release(batch), bank.export(batch),
      "casework.batch_cancel('\(batch)', 'mine', \(bank.id()))",
    ] {
      #expect(try bank.refusal("mallory", call) == "KW004", "\(call)")
    }
    let count = "(SELECT count(*) FROM "
    #expect(try bank.book.call("mallory", count + "casework.batch_list())") == "0")
    #expect(try bank.refusal("mallory", bank.prepare()) == "batch empty")
    _ = try bank.book.call("rel", bank.release(batch))
    _ = try bank.book.call("fin", bank.export(batch))
    #expect(try bank.book.call("mallory", count + "casework.payments_stuck())") == "0")
    let why = "\(bank.answer(batch)) -> 'listed' -> 0 ->> 'why'"
    #expect(try bank.book.call("mallory", why) == "unknown_reference")
    #expect(try bank.balances() == before)
    #expect(try bank.book.call("fin", count + "casework.payments_stuck())") == "1")
  }

  @Test func `accounts of people elsewhere are absent`() throws {
    let (bank, _) = try foreign(["finance_officer", "supervisor"], unit: "'ELSEWHERE'")
    let payee = try bank.book.superuser().queryValue(
      "SELECT id::text FROM casework_data.bank_account", as: String.self)
    let added =
      "casework.payee_add('\(Bank.applicant)', 'Test Applicant', '\(Bank.account)', 'B', NULL, NULL, \(bank.id()))"
    for call in [
      "casework.payee_show('\(payee)')", added,
      "casework.payee_verify('\(payee)', '\(Bank.account)', \(bank.id()))",
    ] {
      #expect(try bank.refusal("mallory", call) == "KW004", "\(call)")
    }
    for list in ["casework.payee_list()", "casework.payee_list('\(Bank.applicant)')"] {
      #expect(try bank.book.call("mallory", "(SELECT count(*) FROM \(list))") == "0")
      #expect(try bank.book.call("fin", "(SELECT count(*) FROM \(list))") == "1")
    }
  }

  @Test(arguments: [("'small_grant'", "NULL"), ("NULL", "'ELSEWHERE'")])
  func `funds and their books belong to no one place`(programme: String, unit: String) throws {
    let (bank, _) = try foreign(
      ["finance_officer", "auditor", "deputy_head"], programme: programme, unit: unit)
    for call in [
      "casework.fund_allot('hardship', 2026, 1.00, 'mine', \(bank.id()))",
      "casework.fund_add('own', '{}', 'CNY', \(bank.id()))",
      "(SELECT count(*) FROM casework.fund_ledger())",
      "casework.payments_reconcile('2026-01-01', '2026-12-31')",
    ] {
      #expect(try bank.refusal("mallory", call) == "KW006", "\(call)")
    }
    let proposal = try bank.book.call(
      "fin", "casework.fund_allot('hardship', 2026, 1.00, 'more', \(bank.id())) -> 'proposal'")
    #expect(
      try bank.refusal("mallory", "casework.decide(\(proposal), 'approve', NULL, \(bank.id()))")
        == "KW004")
  }

  @Test func `the bytes for the bank are given once their leaving is committed`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let batch = try bank.prepared()
    _ = try bank.book.call("rel", bank.release(batch))
    let connection = try bank.book.login("fin")
    try connection.executeScript("BEGIN; SAVEPOINT s")
    _ = try connection.query("SELECT casework.batch_export('\(batch)', NULL, false, 'mine')")
    try connection.executeScript("RELEASE s")
    #expect(state(connection, "SELECT casework.batch_file('\(batch)', 'mine', 1)") == "KW004")
    try connection.executeScript("ROLLBACK")
    #expect(try bank.written(batch).count > 100)
  }
}
