public import History
import Postgres

/// The account that a batch is paid from.
public struct Payer: Sendable {
  /// The organisation's name as its bank has it, at most 70 characters.
  public var name: String
  /// The account, 6 to 32 digits.
  public var account: String
  /// The bank's name.
  public var bank: String
  /// The bank's 12 digits in the Chinese clearing system.
  public var cnaps: String?

  /// A payer.
  public init(name: String, account: String, bank: String, cnaps: String? = nil) {
    self.name = name
    self.account = account
    self.bank = bank
    self.cnaps = cnaps
  }

  var json: JSON {
    .object([
      .init("name", .string(name)), .init("account", .string(account)),
      .init("bank", .string(bank)), .init("cnaps", cnaps.map(JSON.string) ?? .null),
    ])
  }
}

extension Session {
  /// Puts the cases that wait for payment into a batch.
  ///
  /// - Parameters:
  ///   - programme: only cases of this procedure.
  ///   - cases: only these cases; nil takes all that wait.
  ///   - limit: the most payments that the bank takes in one file.
  public func prepareBatch(
    from payer: Payer, programme: String?, cases: [String]?, limit: Int, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.batch_prepare",
      [
        payer.json.compact, programme, cases.map { "{\($0.joined(separator: ","))}" }, limit,
        request.text,
      ], request: request)
  }

  /// Lets a batch go to the bank.
  ///
  /// - Parameter seen: the digest of the content that was looked at, its first 8 digits or more.
  public func releaseBatch(
    _ number: String, seen: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.batch_release", [number, seen, request.text], request: request)
  }

  /// Lets the file for the bank leave, once; with `copy`, what left before. `readBatchFile` gives its bytes.
  ///
  /// - Parameter template: the bank's own list; nil for ISO 20022 pain.001.001.09.
  public func exportBatch(
    _ number: String, template: JSON?, copy: Bool, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.batch_export", [number, template?.compact, copy, request.text], request: request)
  }

  /// The bytes of a file that left, piece by piece.
  ///
  /// - Parameters:
  ///   - request: the request of `exportBatch`, which is on record.
  ///   - write: is given some of them, in order.
  public func readBatchFile(
    _ number: String, request: RequestID, to write: ([UInt8]) throws -> Void
  ) throws {
    var start = 1
    while true {
      let piece: Bytea
      do throws(PostgresError) {
        piece = try connection.queryValue(
          "SELECT casework.batch_file($1, $2, $3)", [number, request.text, start])
      } catch {
        throw explained(error)
      }
      if piece.bytes.isEmpty { return }
      try write(piece.bytes)
      start += piece.bytes.count
    }
  }

  /// Gives up a batch that has not left.
  public func cancelBatch(
    _ number: String, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.batch_cancel", [number, reason, request.text], request: request)
  }

  /// Batches, the newest first.
  public func batches() throws(CasebookError) -> [JSON] { try callAll("casework.batch_list", []) }

  /// One batch with its payments and what was done with it.
  public func batch(_ number: String) throws(CasebookError) -> JSON {
    try call("casework.batch_show", [number])
  }

  /// Payments that left at least so many days ago and have no answer.
  public func stuckPayments(days: Int) throws(CasebookError) -> [JSON] {
    try callAll("casework.payments_stuck", [days])
  }
}

extension Session {
  /// Enters what the bank says.
  ///
  /// - Parameters:
  ///   - answers: what says paid or returned of a payment and is complete; others change nothing.
  ///   - file: the digest of the file that they were read from.
  public func enterAnswers(
    _ answers: [BankAnswer], of file: SHA256Hash, request: RequestID
  ) throws(CasebookError) -> JSON {
    // Row by row: there may be a hundred thousand.
    var rows = "["
    for answer in answers where answer.status != .pending && answer.isComplete {
      var members: [JSON.Member] = [
        .init("line", .number(String(answer.line))), .init("reference", .string(answer.reference)),
        .init("status", .string(answer.status.rawValue)),
      ]
      for (key, value) in [
        ("amount", answer.amount), ("currency", answer.currency), ("account", answer.account),
        ("batch", answer.batch),
        ("reason", answer.reason), ("on", answer.day),
      ] {
        if let value { members.append(.init(key, .string(value))) }
      }
      rows += (rows.utf8.count > 1 ? "," : "") + JSON.object(members).compact
    }
    rows += "]"
    return try call(
      "casework.batch_answer", [file.description, rows, request.text], request: request)
  }
}
