extension LedgerBooks {
  /// A ledger that `bean-check` of beancount 3 accepts (its manual: "Beancount Language Syntax"). It ends
  /// with the balance of each account, which beancount compares with its own sum.
  public var beancount: String {
    var text = "option \"title\" \"Casework funds\"\n"
    for currency in Set(accounts.map(\.currency)).sorted() {
      text += "option \"operating_currency\" \"\(currency)\"\n"
    }
    text += "\n"
    for account in accounts {
      text += "\(account.opened) open \(account.name) \(account.currency)\n"
      text += "  fund: \"\(account.fund)\"\n"
      if let label = account.label { text += "  name: \"\(Self.plain(label))\"\n" }
    }
    for transaction in transactions {
      let line = transaction.line
      text += "\n\(line.day) * \"\(line.kind)\" \"\(line.caseNumber ?? "")\"\n"
      for (key, value) in Self.facts(of: line) {
        text += "  \(key): \"\(Self.plain(value))\"\n"
      }
      for posting in transaction.postings {
        text += "  \(posting.account)  \(Hundredths(posting.amount).text) \(line.currency)\n"
      }
    }
    // A balance holds at the beginning of its day.
    if let end = lastDay.flatMap(Self.dayAfter) {
      text += "\n"
      for account in accounts {
        text +=
          "\(end) balance \(account.name)  \(Hundredths(account.balance).text) \(account.currency)\n"
      }
    }
    return text
  }

  /// What an entry says besides its amount, in the order of writing.
  static func facts(of line: LedgerLine) -> [(String, String)] {
    var facts = [
      ("fund", line.fund), ("no", String(line.number)), ("at", line.instant), ("by", line.actor),
    ]
    if let programme = line.programme { facts.append(("programme", programme)) }
    if let unit = line.unit { facts.append(("unit", unit)) }
    if let proposal = line.proposal { facts.append(("proposal", String(proposal))) }
    return facts
  }

  /// The day after an ISO 8601 day.
  static func dayAfter(_ day: String) -> String? {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let (year, month, date) = (parts[0], parts[1], parts[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    let next =
      date < length ? (year, month, date + 1) : month < 12 ? (year, month + 1, 1) : (year + 1, 1, 1)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(next.0, 4))-\(digits(next.1, 2))-\(digits(next.2, 2))"
  }
}
