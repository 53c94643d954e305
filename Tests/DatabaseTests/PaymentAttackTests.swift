import Foundation
import Postgres
import Testing

@Suite struct PaymentAttackTests {
  @Test func `who prepared a batch, approved in it or is paid by it does not release it`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let owner = try bank.book.superuser()
    // As if the roles had been found compatible: what is asked here is the person, not the role.
    try owner.executeScript(
      """
      INSERT INTO casework_data.role_grant (staff_id, role, granted_by)
        SELECT id, 'releaser', 'test' FROM casework_data.staff WHERE login IN ('fin', 'zhao', 'li');
      """)
    try owner.executeScript(
      """
      UPDATE casework_data.staff SET person = '\(Bank.applicant)' WHERE login = 'li';
      """)
    let batch = try bank.prepared()
    #expect(try bank.refusal("fin", bank.release(batch)) == "distinct_from")
    #expect(try bank.refusal("zhao", bank.release(batch)) == "distinct_from")
    #expect(try bank.refusal("li", bank.release(batch)) == "applicant")
    #expect(try bank.refusal("wang", bank.release(batch)) == "KW006")
    #expect(try bank.refusal("fin", bank.export(batch)) == "batch prepared")
    #expect(try bank.refusal("rel", bank.release(batch)) == nil)
    #expect(try bank.refusal("rel", bank.release(batch)) == "batch released")
  }

  @Test func `only the content that was looked at is released`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let batch = try bank.prepared()
    for seen in ["00000000", "0", "", "zzzzzzzz"] {
      let release = "casework.batch_release('\(batch)', '\(seen)', \(bank.id()))"
      #expect(
        ["batch another_content", "KW005"].contains(try bank.refusal("rel", release) ?? "done"))
    }
  }

  @Test func `an account swapped between preparing and releasing stops the release`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    let batch = try bank.prepared()
    // The form cannot change while money is under way, the register can.
    #expect(
      try bank.refusal(
        "li",
        "casework.correct('\(number)', 'account', '\"6222020200112248\"', 'swap', \(bank.id()))")
        == "paid")
    try bank.register("6222020200112248")
    #expect(try bank.refusal("rel", bank.release(batch)) == "payee")
    #expect(try bank.balances() == "0 400000 0")
  }

  @Test func `a relative of who is paid neither prepares nor releases`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    _ = try bank.book.call(
      "fin", "casework.relationship_declare('\(Bank.applicant)', 'cousin', \(bank.id()))")
    let detail = try bank.detail("fin", bank.prepare())
    let left = (detail["left_out"] as? [[String: Any]])?.first?["refused"] as? [[String: Any]]
    #expect(left?.map { $0["rule"] as? String } == ["unrelated"])

    let other = try Bank()
    try other.register()
    _ = try other.approved()
    let batch = try other.prepared()
    _ = try other.book.call(
      "rel", "casework.relationship_declare('\(Bank.applicant)', 'cousin', \(other.id()))")
    #expect(try other.refusal("rel", other.release(batch)) == "unrelated")
  }

  @Test func `what the bank returned is not sent twice, nor while it is under way`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    let batch = try bank.sent()
    #expect(try bank.refusal("fin", bank.prepare()) == "batch empty")
    let version = try bank.version(number)
    let fields = #"{"account": "6222020200112248"}"#
    let reissue =
      "casework.act('\(number)', 'correct_account', '\(fields)', \(version), \(bank.id()))"
    #expect(try bank.refusal("li", reissue) == "state")
    _ = try bank.book.call("fin", bank.answer(batch, "returned"))
    #expect(try bank.refusal("fin", bank.prepare()) == "batch empty")
    #expect(try bank.balances() == "400000 0 0")
  }

  @Test func `a file leaves once; a copy is the same bytes and on record`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let batch = try bank.prepared()
    #expect(try bank.refusal("fin", bank.export(batch, copy: true)) == "batch prepared")
    _ = try bank.book.call("rel", bank.release(batch))
    let first = try bank.written(batch)
    #expect(try bank.refusal("fin", bank.export(batch)) == "batch exported")
    #expect(try bank.written(batch, copy: true) == first)
    // The bytes are for who had them put on record, under that request.
    for (who, request) in [("fin", "'nothing'"), ("fin", "NULL"), ("rel", "'nothing'")] {
      let read = "casework.batch_file('\(batch)', \(request), 1)"
      #expect(["KW004", "KW006"].contains(try bank.refusal(who, read) ?? "done"))
    }
    #expect(
      try bank.refusal("fin", "casework.batch_cancel('\(batch)', 'late', \(bank.id()))")
        == "batch exported")
    let events = try bank.book.superuser().queryValue(
      "SELECT string_agg(kind, ' ' ORDER BY id) FROM casework_data.batch_event", as: String.self)
    #expect(events == "prepare release export copy")
  }

  @Test func `an answer that does not fit is listed and changes nothing`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    let batch = try bank.prepared()
    func why(_ expression: String) throws -> String {
      try bank.book.call("fin", "\(expression) -> 'listed' -> 0 ->> 'why'")
    }
    #expect(try why(bank.answer(batch, file: 1)) == "never_sent")
    _ = try bank.book.call("rel", bank.release(batch))
    _ = try bank.book.call("fin", bank.export(batch))
    #expect(try why(bank.answer(batch, amount: "3999.99", file: 2)) == "another_amount")
    #expect(try why(bank.answer(batch, currency: "USD", file: 2)) == "another_amount")
    let owner = try bank.book.superuser()
    try owner.executeScript(
      """
      INSERT INTO casework_data.role_grant (staff_id, role, granted_by)
        SELECT id, 'finance_officer', 'test' FROM casework_data.staff WHERE login = 'mallory';
      UPDATE casework_data.staff SET person = '\(Bank.applicant)' WHERE login = 'mallory'
      """)
    let own = "\(bank.answer(batch, "returned", file: 2)) -> 'listed' -> 0 ->> 'why'"
    #expect(try bank.book.call("mallory", own) == "own_payment")
    #expect(try why(bank.answer(batch, account: "6222020200112248", file: 3)) == "another_account")
    #expect(
      try why(bank.answer(batch, reference: "PB-1999-000001-000001", file: 4))
        == "unknown_reference")
    #expect(try bank.state(number) == "in_batch")
    #expect(try bank.refusal("li", bank.answer(batch, file: 5)) == "KW006")
    for broken in ["4000.001", "-4000.00", "NaN", "1e5", ""] {
      #expect(try bank.refusal("fin", bank.answer(batch, amount: broken, file: 5)) == "KW005")
    }
    // A bank that names no amount names the batch.
    #expect(try bank.refusal("fin", bank.answer(batch, amount: nil, file: 5)) == "KW005")
    #expect(
      try why(bank.answer(batch, amount: nil, of: "PB-1999-000001", file: 5)) == "another_batch")
    #expect(try why(bank.answer(batch, of: "PB-1999-000001", file: 9)) == "another_batch")
    _ = try bank.book.call("fin", bank.answer(batch, amount: nil, of: batch, file: 6))
    #expect(try bank.state(number) == "paid")
    #expect(try why(bank.answer(batch, file: 7)) == "answered_before")
    #expect(try why(bank.answer(batch, "returned", file: 8)) == "answered_otherwise")
    #expect(try bank.balances() == "0 0 400000")
  }

  @Test func `a bank file that is read again changes nothing`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let batch = try bank.sent()
    _ = try bank.book.call("fin", bank.answer(batch))
    let before = try bank.book.digest(except: "casework_data.request")
    #expect(try bank.book.call("fin", bank.answer(batch) + " ->> 'known'") == "true")
    #expect(try bank.book.digest(except: "casework_data.request") == before)
  }

  @Test(arguments: ["send", "settle", "bounce"])
  func `nobody says for a batch or the bank what they did`(action: String) throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    if action != "send" { _ = try bank.sent() }
    let owner = try bank.book.superuser()
    try owner.executeScript(
      "SELECT casework_admin.staff_grant('li', 'bank'), casework_admin.staff_grant('li', 'batch')")
    let before = try bank.balances()
    let version = try bank.version(number)
    for who in ["li", "zhao", "fin", "rel"] {
      let act = "casework.act('\(number)', '\(action)', '{}', \(version), \(bank.id()))"
      #expect(try bank.refusal(who, act) == "role")
    }
    #expect(try bank.balances() == before)
  }

  static let changes = [
    "UPDATE casework_data.batch SET total = total + 1",
    "UPDATE casework_data.batch SET message = ''", "DELETE FROM casework_data.batch",
    "TRUNCATE casework_data.batch CASCADE",
    "UPDATE casework_data.payment SET amount = 1",
    "UPDATE casework_data.payment SET status = 'paid'",
    "DELETE FROM casework_data.payment", "TRUNCATE casework_data.payment",
    "UPDATE casework_data.bank_account SET account = '110000000009'",
    "UPDATE casework_data.bank_account SET verified_by = 'x'",
    "DELETE FROM casework_data.bank_account",
    "UPDATE casework_data.batch_event SET login = 'x'", "DELETE FROM casework_data.batch_event",
    "TRUNCATE casework_data.batch_event",
  ]

  @Test func `what is fixed stays fixed, whoever's hand slips`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    _ = try bank.prepared()
    let owner = try bank.book.superuser()
    for change in Self.changes {
      #expect(state(owner, change) == "KW008", "\(change)")
    }
  }

  @Test func `of 12 who release, export, prepare or read at once one does it`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    let races = RaceTests()
    func count(_ who: String, _ expression: () throws -> String) throws -> Int {
      let scripts = try (1...12).map { _ in
        (who: who, sql: "SELECT (\(try expression())) ->> 'done'")
      }
      return try races.atOnce(bank.book, scripts).count { $0 == "true\n" }
    }
    #expect(try count("fin") { bank.prepare() } == 1)
    let batch = try bank.book.superuser().queryValue(
      "SELECT number FROM casework_data.batch", as: String.self)
    #expect(try count("rel") { try bank.release(batch) } == 1)
    #expect(try count("fin") { bank.export(batch) } == 1)
    _ = try count("fin") { bank.answer(batch) }
    #expect(try bank.state(number) == "paid")
    #expect(try bank.balances() == "0 0 400000")
    try bank.book.expectSound(number)
  }
}
