extension LedgerBooks {
  /// A journal that `hledger check --strict` accepts (hledger's manual, "Journal format"). Each posting
  /// asserts the balance of its account after it, so that no line can be passed with another one.
  public var hledger: String {
    var text = ""
    for currency in Set(accounts.map(\.currency)).sorted() {
      text += "commodity 1000.00 \(currency)\n"
    }
    for account in accounts {
      let name = account.label.map { ", name:\(Self.plain($0))" } ?? ""
      text += "account \(account.name)  ; fund:\(account.fund)\(name)\n"
    }
    for transaction in transactions {
      let line = transaction.line
      text += "\n\(line.day) * \(line.kind)\(line.caseNumber.map { " \($0)" } ?? "")\n"
      for (key, value) in Self.facts(of: line) { text += "    ; \(key):\(Self.plain(value))\n" }
      for posting in transaction.postings {
        text += "    \(posting.account)  \(Hundredths(posting.amount).text) \(line.currency)"
        text += " = \(Hundredths(posting.balance).text) \(line.currency)\n"
      }
    }
    return text
  }
}
