import Foundation
import Postgres
import Testing

/// The payment tail of a procedure: who takes what step, in a database of its own.
///
/// li proposes, zhao approves, fin prepares and exports, rel releases.
struct Bank {
  static let applicant = "00000000-0000-4000-8000-00000000aaaa"
  static let account = "6222020200112230"
  static let payer =
    #"{"name": "Example Federation", "account": "110000000001", "bank": "Example Bank", "cnaps": "102100099996"}"#

  let book: Book

  init(funds: String = "20000.00") throws {
    book = try Book()
    try book.allot(funds)
  }

  /// Calls an API function; the refusal's first rule and reason, or nil when it is done.
  func refusal(_ who: String, _ expression: String) throws -> String? {
    let connection = try book.login(who)
    do throws(PostgresError) {
      _ = try connection.queryValue("SELECT (\(expression))::text", as: String.self)
      return nil
    } catch {
      guard let detail = error.server?.detail,
        let json = try JSONSerialization.jsonObject(with: Data(detail.utf8)) as? [String: Any],
        let items = json["refused"] as? [[String: Any]], let first = items.first
      else { return error.sqlState?.code ?? "\(error)" }
      let why = (first["args"] as? [String: Any])?["why"] as? String
      return [first["rule"] as? String, why].compactMap { $0 }.joined(separator: " ")
    }
  }

  func id() -> String { "'\(UUID().uuidString)'" }

  /// Enters and verifies the applicant's account.
  func register(_ account: String = Self.account, verified: Bool = true) throws {
    let added = try book.call(
      "li",
      """
      casework.payee_add('\(Self.applicant)', 'Test Applicant', '\(account)', 'Example Bank',
        '102100099996', NULL, \(id())) ->> 'payee'
      """)
    guard verified else { return }
    _ = try book.call("fin", "casework.payee_verify('\(added)', '\(account)', \(id()))")
  }

  /// A case whose grant is approved.
  func approved(_ amount: String = "4000.00", account: String = Self.account) throws -> String {
    let number = try book.call(
      "li", "casework.open('batch_payment', '\(Self.applicant)', '{}', \(id())) ->> 'case'")
    let fields = #"{"granted": \#(amount), "account": "\#(account)"}"#
    _ = try book.call("li", "casework.act('\(number)', 'propose', '\(fields)', 1, \(id()))")
    _ = try book.call("zhao", "casework.act('\(number)', 'approve', '{}', 2, \(id()))")
    return number
  }

  func prepare(_ who: String = "fin", cases: String = "NULL") -> String {
    "casework.batch_prepare('\(Self.payer)', NULL, \(cases), 1000, \(id()))"
  }

  /// A batch of everything that waits; its number.
  func prepared() throws -> String { try book.call("fin", prepare() + " ->> 'batch'") }

  func release(_ batch: String) throws -> String {
    let seen = try book.superuser().queryValue(
      "SELECT left(encode(sha256, 'hex'), 8) FROM casework_data.batch WHERE number = $1", [batch],
      as: String.self)
    return "casework.batch_release('\(batch)', '\(seen)', \(id()))"
  }

  func export(_ batch: String, template: String = "NULL", copy: Bool = false) -> String {
    "casework.batch_export('\(batch)', \(template), \(copy), \(id()))"
  }

  /// Writes the file for the bank; its bytes in hexadecimal digits.
  func written(_ batch: String, template: String = "NULL", copy: Bool = false) throws -> String {
    let request = id()
    _ = try book.call(
      "fin", "casework.batch_export('\(batch)', \(template), \(copy), \(request))")
    return try book.call("fin", "encode(casework.batch_file('\(batch)', \(request), 1), 'hex')")
  }

  /// A batch that has gone to the bank; its number.
  func sent() throws -> String {
    let batch = try prepared()
    _ = try book.call("rel", release(batch))
    _ = try book.call("fin", export(batch))
    return batch
  }

  /// What the bank says of a batch's first payment, in a file of its own.
  func answer(
    _ batch: String, _ status: String = "paid", amount: String? = "4000.00",
    account: String = Self.account, reference: String? = nil, of named: String? = nil,
    currency: String = "CNY", file: Int = 1
  ) -> String {
    let row =
      #"{"line": 1, "reference": "\#(reference ?? batch + "-000001")", "#
      + (amount.map { #""amount": "\#($0)", "# } ?? "")
      + (named.map { #""batch": "\#($0)", "# } ?? "")
      + #""currency": "\#(currency)", "account": "\#(account)", "status": "\#(status)"}"#
    let digest = String(repeating: "0", count: 60) + String(1000 + file)
    return "casework.batch_answer('\(digest)', '[\(row)]', \(id()))"
  }

  func state(_ number: String) throws -> String {
    try book.superuser().queryValue(
      "SELECT state FROM casework_data.cases WHERE number = $1", [number], as: String.self)
  }

  /// Reserved with committed, sent and paid of the fund.
  func balances() throws -> String {
    try book.superuser().queryValue(
      """
      SELECT concat_ws(' ', sum(reserved + committed), sum(in_transit), sum(paid))
        FROM casework_data.fund_year
      """, as: String.self)
  }
}
