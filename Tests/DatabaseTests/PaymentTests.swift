import Foundation
import Postgres
import Testing

@Suite struct PaymentTests {
  @Test func `a grant goes out, comes back and goes out again with a new approval`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    #expect(try bank.balances() == "400000 0 0")
    let first = try bank.sent()
    #expect(try bank.state(number) == "in_batch")
    #expect(try bank.balances() == "0 400000 0")
    _ = try bank.book.call("fin", bank.answer(first, "returned"))
    #expect(try bank.state(number) == "payment_failed")
    #expect(try bank.balances() == "400000 0 0")

    let other = "6222020200112248"
    try bank.register(other)
    let fields = #"{"account": "\#(other)"}"#
    let version = try bank.version(number)
    _ = try bank.book.call(
      "li", "casework.act('\(number)', 'correct_account', '\(fields)', \(version), \(bank.id()))")
    #expect(try bank.refusal("fin", bank.prepare()) == "batch empty")
    _ = try bank.book.call(
      "zhao", "casework.act('\(number)', 'approve', '{}', \(version + 1), \(bank.id()))")
    let second = try bank.sent()
    _ = try bank.book.call("fin", bank.answer(second, account: other, file: 2))
    #expect(try bank.state(number) == "paid")
    #expect(try bank.balances() == "0 0 400000")
    try bank.book.expectSound(number)
  }

  /// What the check digit says: ISO/IEC 7812-1, annex B.
  @Test(arguments: [
    ("6222020200112230", nil), ("6222020200112233", "KW005"), ("6222 0202 0011-2230", nil),
    ("6217000010012345672", "KW005"), ("110000000001", nil), ("12345", "KW005"),
    ("62220202001122AA", "KW005"), ("", "KW005"), ("1234567890123456789012345678901234", "KW005"),
    ("4111111111111112", nil),
  ])
  func `an account is digits, and a UnionPay card ends in its check digit`(
    account: String, verdict: String?
  ) throws {
    let bank = try Bank()
    let add = """
      casework.payee_add('\(Bank.applicant)', 'Test Applicant', '\(account)', 'Example Bank', NULL,
        NULL, \(bank.id()))
      """
    #expect(try bank.refusal("li", add) == verdict)
  }

  @Test func `an account of another holder needs a reason, and one's own none`() throws {
    let bank = try Bank()
    func add(_ holder: String, _ reason: String) -> String {
      """
      casework.payee_add('\(Bank.applicant)', '\(holder)', '\(Bank.account)', 'Example Bank', NULL,
        \(reason), \(bank.id()))
      """
    }
    #expect(try bank.refusal("li", add("Another Person", "NULL")) == "holder another_person")
    #expect(try bank.refusal("li", add("Test Applicant", "'in hospital'")) == "holder own_account")
    #expect(
      try bank.refusal("li", add("Another Person", "'her daughter, she is in hospital'")) == nil)
  }

  @Test func `an account is verified by another, who enters the number once more`() throws {
    let bank = try Bank()
    let added = try bank.book.call(
      "fin",
      """
      casework.payee_add('\(Bank.applicant)', 'Test Applicant', '\(Bank.account)', 'Example Bank',
        NULL, NULL, \(bank.id())) ->> 'payee'
      """)
    func verify(_ account: String = Bank.account) -> String {
      "casework.payee_verify('\(added)', '\(account)', \(bank.id()))"
    }
    #expect(try bank.refusal("fin", verify()) == "distinct_from")
    #expect(try bank.refusal("zhao", verify("6222020200112248")) == "payee another_account")
    #expect(try bank.refusal("wang", verify()) == "KW006")
    #expect(try bank.refusal("zhao", verify()) == nil)
    #expect(try bank.refusal("zhao", verify()) == "payee verified")
  }

  @Test func `what cannot be sent is left out with its reason`() throws {
    let bank = try Bank()
    let none = try bank.approved("100.00")
    func leftOut() throws -> String {
      let detail = try bank.detail("fin", bank.prepare())
      let items = detail["left_out"] as? [[String: Any]] ?? []
      let refused = items.first?["refused"] as? [[String: Any]] ?? []
      let why = (refused.first?["args"] as? [String: Any])?["why"] as? String
      return [refused.first?["rule"] as? String, why].compactMap { $0 }.joined(separator: " ")
    }
    #expect(try leftOut() == "payee no_account")
    try bank.register(verified: false)
    #expect(try leftOut() == "payee not_verified")
    try bank.register("6222020200112248")
    #expect(try leftOut() == "payee another_account")
    try bank.register()
    // Corrected after the approval: what was signed is not what is there.
    _ = try bank.book.call(
      "li",
      "casework.correct('\(none)', 'account', '\"6222020200112248\"', 'typed wrong', \(bank.id()))")
    #expect(try leftOut() == "signature")
    #expect(try bank.balances() == "10000 0 0")
  }

  @Test func `a cancelled batch gives its money back to the reservations`() throws {
    let bank = try Bank()
    try bank.register()
    let number = try bank.approved()
    let batch = try bank.prepared()
    _ = try bank.book.call("rel", bank.release(batch))
    _ = try bank.book.call("fin", "casework.batch_cancel('\(batch)', 'a mistake', \(bank.id()))")
    #expect(try bank.state(number) == "payment_failed")
    #expect(try bank.balances() == "400000 0 0")
    #expect(try bank.refusal("fin", bank.export(batch)) == "batch cancelled")
    try bank.book.expectSound(number)
  }

  @Test func `a list for the bank follows its template, in its encoding`() throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved("4000.50")
    let batch = try bank.prepared()
    _ = try bank.book.call("rel", bank.release(batch))
    let template = """
      '{"encoding": "GB18030", "amounts": "fen", "separator": "|", "columns": [
        {"title": "账号", "value": "account"}, {"title": "金额", "value": "amount"},
        {"title": "用途", "text": "补助"}, {"title": "编号", "value": "reference"}]}'
      """
    let text = try bank.book.superuser().queryValue(
      "SELECT convert_from(decode($1, 'hex'), 'GB18030')",
      [try bank.written(batch, template: template)], as: String.self)
    #expect(text == "账号|金额|用途|编号\r\n6222020200112230|400050|补助|\(batch)-000001\r\n")
  }

  @Test(arguments: [
    #"{}"#, #"{"columns": []}"#, #"{"columns": [{"title": "A", "value": "password"}]}"#,
    #"{"columns": [{"title": "A"}]}"#, #"[]"#,
    #"{"columns": [{"title": "A", "value": "no"}], "encoding": "UTF-7"}"#,
    #"{"columns": [{"title": "A", "value": "no"}], "amounts": "mao"}"#,
    #"{"columns": [{"title": "A", "value": "no"}], "separator": "x"}"#,
  ])
  func `a template that is not understood is refused and nothing leaves`(template: String) throws {
    let bank = try Bank()
    try bank.register()
    _ = try bank.approved()
    let batch = try bank.prepared()
    _ = try bank.book.call("rel", bank.release(batch))
    #expect(try bank.refusal("fin", bank.export(batch, template: "'\(template)'")) == "KW005")
    #expect(try bank.refusal("fin", bank.export(batch)) == nil)
  }
}

extension Bank {
  func version(_ number: String) throws -> Int {
    try book.superuser().queryValue(
      "SELECT version FROM casework_data.cases WHERE number = $1", [number], as: Int.self)
  }

  /// The DETAIL of a refusal.
  func detail(_ who: String, _ expression: String) throws -> [String: Any] {
    let connection = try book.login(who)
    do throws(PostgresError) {
      _ = try connection.queryValue("SELECT (\(expression))::text", as: String.self)
      return [:]
    } catch {
      let detail = Data((error.server?.detail ?? "{}").utf8)
      return try JSONSerialization.jsonObject(with: detail) as? [String: Any] ?? [:]
    }
  }
}
