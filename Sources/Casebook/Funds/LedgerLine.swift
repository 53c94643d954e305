public import History

/// One entry of the ledger: an amount that moved from one account of a fund and year to another.
public struct LedgerLine: Equatable, Sendable {
  /// An account of a fund and year.
  public enum Account: String, Sendable, CaseIterable {
    /// Where an allotment comes from and goes back to.
    case source
    /// What nobody has reserved.
    case available
    /// Set aside for a case.
    case reserved
    /// Approved for a case.
    case committed
    /// With the bank.
    case inTransit = "in_transit"
    /// Paid out.
    case paid
  }

  /// The fund's code.
  public var fund: String
  /// ISO 4217.
  public var currency: String
  /// The fund's year.
  public var year: Int
  /// Its place among the entries of its fund and year, from 1.
  public var number: Int64
  /// The day, ISO 8601; never before that of an earlier entry of the same fund and year.
  public var day: String
  /// The instant, ISO 8601.
  public var instant: String
  /// `allot`, `reserve`, `pay`, …
  public var kind: String
  /// The account that has less now.
  public var from: Account
  /// The account that has more now.
  public var to: Account
  /// Hundredths of the currency, above zero.
  public var amount: Int64
  /// What nobody has reserved after it, in hundredths.
  public var available: Int64
  /// The case, if it is about one.
  public var caseNumber: String?
  /// The case's procedure.
  public var programme: String?
  /// The case's unit.
  public var unit: String?
  /// The proposal that two people decided, if it came from one.
  public var proposal: Int64?
  /// The login that did it.
  public var actor: String

  /// Reads an entry as `casework.fund_ledger` gives it.
  ///
  /// - Throws: `damaged` for what is no entry.
  public init(_ row: JSON) throws(CasebookError) {
    guard let fund = row["fund"]?.text, let currency = row["currency"]?.text,
      let year = row["year"]?.int64, let number = row["no"]?.int64, let day = row["day"]?.text,
      let instant = row["at"]?.text, let kind = row["kind"]?.text,
      let from = row["from"]?.text.flatMap(Account.init), let actor = row["by"]?.text,
      let to = row["to"]?.text.flatMap(Account.init),
      let amount = row["amount"]?.text.flatMap(Hundredths.init),
      let available = row["available"]?.text.flatMap(Hundredths.init)
    else { throw .damaged("an entry of the ledger is not understood", detail: row) }
    self.fund = fund
    self.currency = currency
    self.year = Int(year)
    self.number = number
    self.day = day
    self.instant = instant
    self.kind = kind
    self.from = from
    self.to = to
    self.amount = amount.value
    self.available = available.value
    self.actor = actor
    caseNumber = row["case"]?.text
    programme = row["programme"]?.text
    unit = row["unit"]?.text
    proposal = row["proposal"]?.int64
  }
}

/// An amount in hundredths of its currency, read and written with both decimals.
public struct Hundredths: Sendable {
  /// The hundredths.
  public var value: Int64

  /// An amount of so many hundredths.
  public init(_ value: Int64) { self.value = value }

  /// Reads `-1234.50`: digits and exactly two decimals.
  public init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, !parts[0].isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let value = Int64(parts[0] + parts[1])
    else { return nil }
    self.value = isNegative ? -value : value
  }

  /// `-1234.50`.
  public var text: String {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (value < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }
}
