/// The ledger as the books of a double-entry program: what every writer of books needs.
///
/// Accounts are ASCII (beancount 3 refuses other letters); names of funds are comments or metadata.
/// Entries are in order of days, and within a fund and year in the ledger's own order.
public struct LedgerBooks: Sendable {
  /// A line of a balanced entry.
  struct Posting {
    var account: String
    var amount: Int64
    /// What the account holds after it.
    var balance: Int64
  }

  /// A balanced entry.
  struct Transaction {
    var line: LedgerLine
    var postings: [Posting]
  }

  /// An account, from its first day.
  struct Account {
    var name: String
    var currency: String
    var opened: String
    var fund: String
    var label: String?
    var balance: Int64 = 0
  }

  private(set) var accounts: [Account] = []
  private(set) var transactions: [Transaction] = []

  /// Books of the entries `lines`, which are in each fund and year's own order.
  ///
  /// - Parameter labels: the funds' names by code.
  public init(_ lines: [LedgerLine], labels: [String: String] = [:]) {
    var places: [String: Int] = [:]
    // A stable sort: within a fund and year no day is before an earlier one.
    let ordered = lines.enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }
    for (_, line) in ordered {
      let postings = [(line.from, -line.amount), (line.to, line.amount)].map { side, amount in
        let name = Self.name(of: side, line)
        let place = places[name] ?? accounts.count
        if place == accounts.count {
          places[name] = place
          accounts.append(
            Account(
              name: name, currency: line.currency, opened: line.day, fund: line.fund,
              label: labels[line.fund]))
        }
        accounts[place].balance += amount
        return Posting(account: name, amount: amount, balance: accounts[place].balance)
      }
      transactions.append(Transaction(line: line, postings: postings))
    }
    accounts.sort { $0.name < $1.name }
  }

  /// The last day of the books, ISO 8601.
  var lastDay: String? { transactions.last?.line.day }

  /// `Assets:Hardship:2026:Available`; `_` of a code becomes `-`, which no code holds.
  private static func name(of account: LedgerLine.Account, _ line: LedgerLine) -> String {
    let code = line.fund.replacing("_", with: "-")
    let fund = code.prefix(1).uppercased() + code.dropFirst()
    return switch account {
    case .source: "Equity:\(fund):Source"
    case .available: "Assets:\(fund):\(line.year):Available"
    case .reserved: "Assets:\(fund):\(line.year):Reserved"
    case .committed: "Assets:\(fund):\(line.year):Committed"
    case .inTransit: "Assets:\(fund):\(line.year):In-Transit"
    case .paid: "Expenses:\(fund):\(line.year):Paid"
    }
  }

  /// `text` on one line, without what would end a comment's tag or a string.
  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.value < 0x20 || $0.value == 0x7f || "\"\\;,|".unicodeScalars.contains($0) ? " " : $0
        }))
  }
}
