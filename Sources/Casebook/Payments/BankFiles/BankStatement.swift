/// A bank's statement of the paying account: ISO 20022 camt.053, of any version.
public struct BankStatement: Equatable, Sendable {
  /// The account, as the bank writes it.
  public var account: String
  /// Hundredths on it at the beginning; below zero is owed.
  public var opening: Int64?
  /// Hundredths on it at the end.
  public var closing: Int64?
  /// Hundredths of all booked entries, what went out below zero.
  public var booked: Int64 = 0
  /// What it says of single payments.
  public var answers: [BankAnswer] = []

  /// Whether the booked entries lead from one balance to the other; nil where a balance is missing.
  public var addsUp: Bool? {
    guard let opening, let closing else { return nil }
    return opening + booked == closing
  }

  /// The statements of a message; nil for a message of another kind.
  ///
  /// - Throws: `BankFileMistake` for what is no XML, or an amount that is none.
  public static func read(_ bytes: [UInt8]) throws(BankFileMistake) -> [BankStatement]? {
    // Of another kind, it need not be read whole to know.
    guard String(decoding: bytes.prefix(1 << 16), as: UTF8.self).contains("BkToCstmrStmt") else {
      return nil
    }
    var statements: [BankStatement] = []
    var entries = BankStatement(account: "")
    var mistake: BankFileMistake?
    // Entry by entry: a statement may have a hundred thousand of them.
    let document = try BankXML.read(bytes) { path, element in
      do throws(BankFileMistake) {
        switch path {
        case "BkToCstmrStmt/Stmt/Ntry": try entries.add(element)
        case "BkToCstmrStmt/Stmt":
          try entries.describe(element)
          statements.append(entries)
          entries = BankStatement(account: "")
        default: return false
        }
      } catch {
        mistake = mistake ?? error
      }
      return true
    }
    if let mistake { throw mistake }
    return document["BkToCstmrStmt"] == nil ? nil : statements
  }

  private init(account: String) { self.account = account }

  private mutating func describe(_ element: BankElement) throws(BankFileMistake) {
    account = (element["Acct", "Id", "Othr", "Id"] ?? element["Acct", "Id", "IBAN"])?.text ?? ""
    for balance in element.all("Bal") {
      let amount = try Self.amount(balance)
      switch balance["Tp", "CdOrPrtry", "Cd"]?.text {
      case "OPBD", "PRCD": opening = amount
      case "CLBD": closing = amount
      default: break
      }
    }
  }

  private mutating func add(_ entry: BankElement) throws(BankFileMistake) {
    guard (entry["Sts", "Cd"] ?? entry["Sts"])?.text == "BOOK" else { return }
    booked += try Self.amount(entry)
    answers += BankAnswer.entries(entry)
  }

  /// An amount with its sign: DBIT went out.
  private static func amount(_ element: BankElement) throws(BankFileMistake) -> Int64 {
    guard let text = element["Amt"]?.text, let amount = Self.hundredths(text) else {
      throw BankFileMistake(.value("Amt", "4000.00"), line: element.line)
    }
    return element["CdtDbtInd"]?.text == "DBIT" ? -amount : amount
  }

  /// `4000`, `4000.5` or `4000.50`, and so `4000.500` but not `4000.505`.
  private static func hundredths(_ text: String) -> Int64? {
    guard !text.hasPrefix("-") else { return nil }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var cents = parts.count == 2 ? parts[1][...] : "00"
    while cents.count > 2, cents.last == "0" { cents = cents.dropLast() }
    return Hundredths(
      "\(parts[0]).\(cents)\(String(repeating: "0", count: max(0, 2 - cents.count)))")?.value
  }
}
