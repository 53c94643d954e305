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

/// The file of a batch as it goes to the bank.
public struct BatchFile: Sendable {
  /// What the database says of it: number, payments, total, `sha256`, whether it is a copy.
  public var answer: JSON
  /// The bytes.
  public var content: [UInt8]
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

  /// The file for the bank, once; with `copy`, what left before.
  ///
  /// - Parameter template: the bank's own list; nil for ISO 20022 pain.001.001.09.
  public func exportBatch(
    _ number: String, template: JSON?, copy: Bool, request: RequestID
  ) throws(CasebookError) -> BatchFile {
    let answer = try call(
      "casework.batch_export", [number, template?.compact, copy, request.text], request: request)
    guard let content = answer["content"]?.text.flatMap(Self.bytes(hex:)) else {
      throw .damaged("casework.batch_export gave no file", detail: .object([]))
    }
    let rest = (answer.members ?? []).filter { $0.key != "content" }
    return BatchFile(answer: .object(rest), content: content)
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

  private static func bytes(hex: String) -> [UInt8]? {
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}

extension Session {
  /// Enters what the bank says.
  ///
  /// - Parameters:
  ///   - answers: those with an amount that say paid or returned; others change nothing.
  ///   - file: the bytes that they were read from.
  public func enterAnswers(
    _ answers: [BankAnswer], of file: [UInt8], request: RequestID
  ) throws(CasebookError) -> JSON {
    let rows = answers.map { answer in
      var members: [JSON.Member] = [
        .init("line", .number(String(answer.line))), .init("reference", .string(answer.reference)),
        .init("status", .string(answer.status.rawValue)),
      ]
      for (key, value) in [
        ("amount", answer.amount), ("account", answer.account), ("reason", answer.reason),
        ("on", answer.day),
      ] {
        if let value { members.append(.init(key, .string(value))) }
      }
      return JSON.object(members)
    }
    return try call(
      "casework.batch_answer",
      [SHA256Hash(of: file).description, JSON.array(rows).compact, request.text],
      request: request)
  }
}
