import Casebook
import Foundation
import History
import LocalCluster
import Postgres
import Testing

@Suite struct LedgerBooksTests {
  private static let lines: [JSON] = [
    line(1, "2026-03-02", "allot", "source", "available", "100.00", "100.00", proposal: 7),
    line(2, "2026-03-02", "reserve", "available", "reserved", "80.50", "19.50", number: "SR-1"),
    line(3, "2026-12-31", "pay", "reserved", "paid", "80.50", "19.50", number: "SR-1"),
  ]

  private static func line(
    _ no: Int, _ day: String, _ kind: String, _ from: String, _ to: String, _ amount: String,
    _ available: String, number: String? = nil, proposal: Int? = nil
  ) -> JSON {
    .object([
      .init("fund", .string("first_aid")), .init("currency", .string("CNY")),
      .init("year", .number("2026")), .init("no", .number(String(no))), .init("day", .string(day)),
      .init("at", .string("\(day)T01:00:00.000000Z")), .init("kind", .string(kind)),
      .init("from", .string(from)), .init("to", .string(to)), .init("amount", .string(amount)),
      .init("available", .string(available)), .init("case", number.map { .string($0) } ?? .null),
      .init("proposal", proposal.map { .number(String($0)) } ?? .null),
      .init("by", .string("sun")),
    ])
  }

  @Test func `beancount gets ASCII accounts, full decimals and the balances at the end`() throws {
    let books = LedgerBooks(
      try Self.lines.map { try LedgerLine($0) }, labels: ["first_aid": "急救\"资金"])
    #expect(
      books.beancount == """
        option "title" "Casework funds"
        option "operating_currency" "CNY"

        2026-03-02 open Assets:First-aid:2026:Available CNY
          fund: "first_aid"
          name: "急救 资金"
        2026-03-02 open Assets:First-aid:2026:Reserved CNY
          fund: "first_aid"
          name: "急救 资金"
        2026-03-02 open Equity:First-aid:Source CNY
          fund: "first_aid"
          name: "急救 资金"
        2026-12-31 open Expenses:First-aid:2026:Paid CNY
          fund: "first_aid"
          name: "急救 资金"

        2026-03-02 * "allot" ""
          fund: "first_aid"
          no: "1"
          at: "2026-03-02T01:00:00.000000Z"
          by: "sun"
          proposal: "7"
          Equity:First-aid:Source  -100.00 CNY
          Assets:First-aid:2026:Available  100.00 CNY

        2026-03-02 * "reserve" "SR-1"
          fund: "first_aid"
          no: "2"
          at: "2026-03-02T01:00:00.000000Z"
          by: "sun"
          Assets:First-aid:2026:Available  -80.50 CNY
          Assets:First-aid:2026:Reserved  80.50 CNY

        2026-12-31 * "pay" "SR-1"
          fund: "first_aid"
          no: "3"
          at: "2026-12-31T01:00:00.000000Z"
          by: "sun"
          Assets:First-aid:2026:Reserved  -80.50 CNY
          Expenses:First-aid:2026:Paid  80.50 CNY

        2027-01-01 balance Assets:First-aid:2026:Available  19.50 CNY
        2027-01-01 balance Assets:First-aid:2026:Reserved  0.00 CNY
        2027-01-01 balance Equity:First-aid:Source  -100.00 CNY
        2027-01-01 balance Expenses:First-aid:2026:Paid  80.50 CNY

        """)
  }

  @Test(
    arguments: [
      ("0.00", 0), ("-0.01", -1), ("12.30", 1230), ("1.2", nil), ("1.234", nil), ("1,00", nil),
      ("", nil), (".50", nil), ("1.5x", nil), ("92233720368547758.08", nil),
    ] as [(String, Int64?)])
  func `an amount has two decimals or is none`(text: String, value: Int64?) {
    #expect(Hundredths(text)?.value == value)
    if let value { #expect(Hundredths(value).text == text) }
  }

  /// A database in which cases were granted, paid, withdrawn and refused for want of room, and money moved
  /// between funds.
  private func eventful() throws -> TestDatabase {
    let database = try TestDatabase.ready()
    let li = try database.session("li")
    let jin = try database.session("jin")
    for index in 0..<8 {
      let number = try database.openCase()
      let form = JSON.object([
        .init("income", .string("1000.00")),
        .init("amount", .string("\(500 + index).\(10 + index)")),
        .init("people", .array([.object([.init("age", .number("45"))])])),
        .init("account", .string("6222020200112233")),
      ])
      _ = try li.act(number, action: "submit", fields: form, expect: nil, request: .random())
      _ = try database.session("zhao").act(
        number, action: "approve", fields: .object([]), expect: 2, request: .random())
      if index % 2 == 0 {
        _ = try database.session("sun").act(
          number, action: "pay", fields: .object([]), expect: 3, request: .random())
      } else if index % 4 == 1 {
        _ = try li.act(
          number, action: "withdraw", fields: .object([]), expect: 3, request: .random())
      }
    }
    _ = try li.addFund(code: "first_aid", label: .object([]), currency: "CNY", request: .random())
    let transfer = try li.transfer(
      from: "relief", to: "first_aid", year: 2027, amount: "1234.56", reason: "x",
      request: .random())
    _ = try jin.decide(proposal: transfer.number, approve: true, reason: nil, request: .random())
    return database
  }

  @Test func `beancount and hledger accept the books, and reckon our balances`() throws {
    let database = try eventful()
    let session = try database.session("jin")
    let lines = try session.ledger(code: nil, year: nil).map { try LedgerLine($0) }
    #expect(lines.count > 15)
    let books = LedgerBooks(lines)
    // ours, as the accounts are called there
    var expected: [String: String] = [:]
    for row in try session.funds(code: nil) {
      let code = (row["fund"]?.text ?? "").replacing("_", with: "-")
      let fund = code.prefix(1).uppercased() + code.dropFirst()
      let year = row["year"]?.int64 ?? 0
      for (name, key) in [
        ("Assets:\(fund):\(year):Available", "room"),
        ("Assets:\(fund):\(year):Reserved", "reserved"),
        ("Assets:\(fund):\(year):Committed", "committed"),
        ("Expenses:\(fund):\(year):Paid", "paid"),
      ] {
        if let balance = row[key]?.text, balance != "0.00" { expected[name] = balance }
      }
    }
    let folder = URL.temporaryDirectory.appending(path: "books-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let beancount = folder.appending(path: "books.beancount")
    let journal = folder.appending(path: "books.journal")
    try Data(books.beancount.utf8).write(to: beancount)
    try Data(books.hledger.utf8).write(to: journal)

    let python = try Judge.python()
    let check = python.deletingLastPathComponent().appending(path: "bean-check")
    #expect(try Judge.run(check.path, [beancount.path]) == "")
    // the balance of every account after the last line, and the lowest that any available account ever had
    let reckoned = try Judge.run(
      python.path, ["-c", Self.reckon, beancount.path])
    #expect(Self.balances(reckoned) == expected)
    #expect(reckoned.contains("lowest 0") == false && reckoned.contains("lowest ok"))

    #expect(try Judge.run("/usr/bin/hledger", ["check", "--strict", "-f", journal.path]) == "")
    let listed = try Judge.run(
      "/usr/bin/hledger",
      ["bal", "-f", journal.path, "--flat", "--no-total", "-N", "Assets", "Expenses"])
    let pairs = listed.split(separator: "\n").map { $0.split(separator: " ") }
    let theirs = pairs.reduce(into: [String: String]()) { all, words in
      if words.count == 3 { all[String(words[2])] = String(words[0]) }
    }
    #expect(theirs == expected)
  }

  @Test(arguments: ["0.01", "-0.01", "80.00"])
  func `books that are a cent off are refused by both`(slip: String) throws {
    let books = LedgerBooks(try Self.lines.map { try LedgerLine($0) })
    let file = URL.temporaryDirectory.appending(path: "slip-\(UUID().uuidString).beancount")
    let journal = URL.temporaryDirectory.appending(path: "slip-\(UUID().uuidString).journal")
    defer {
      for file in [file, journal] { try? FileManager.default.removeItem(at: file) }
    }
    let amount = "  Assets:First-aid:2026:Reserved  80.50 CNY"
    let other = Hundredths(8050 + (Hundredths(slip)?.value ?? 0)).text
    let wrong = "  Assets:First-aid:2026:Reserved  \(other) CNY"
    try Data(books.beancount.replacing(amount, with: wrong).utf8).write(to: file)
    try Data(books.hledger.replacing("  " + amount, with: "  " + wrong).utf8).write(to: journal)
    let check = try Judge.python().deletingLastPathComponent().appending(path: "bean-check")
    #expect(throws: Judge.Failed.self) { try Judge.run(check.path, [file.path]) }
    #expect(throws: Judge.Failed.self) {
      try Judge.run("/usr/bin/hledger", ["check", "--strict", "-f", journal.path])
    }
  }

  private static let reckon = """
    import sys
    from beancount import loader
    from beancount.core import data, inventory
    entries, errors, options = loader.load_file(sys.argv[1])
    assert not errors, errors
    sums, lowest = {}, "ok"
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                sums[posting.account] = sums.get(posting.account, 0) + posting.units.number
                if posting.account.startswith("Assets") and sums[posting.account] < 0:
                    lowest = "0: overspent " + posting.account
    for account, amount in sorted(sums.items()):
        if amount and not account.startswith("Equity"):
            print(account, amount)
    print("lowest", lowest)
    """

  private static func balances(_ text: String) -> [String: String] {
    text.split(separator: "\n").reduce(into: [:]) { all, line in
      let words = line.split(separator: " ")
      if words.count == 2, words[0] != "lowest" { all[String(words[0])] = String(words[1]) }
    }
  }
}

/// Programs that judge the books.
private enum Judge {
  struct Failed: Error { var output: String }

  static func python() throws -> URL {
    var top = URL(filePath: #filePath)
    for _ in 0..<3 { top.deleteLastPathComponent() }
    let said = try run(top.appending(path: "scripts/python-tools").path, [])
    return URL(filePath: said.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// What a program prints; a failure carries both of its outputs.
  static func run(_ program: String, _ arguments: [String]) throws -> String {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Failed(
        output: "\(program) is missing: scripts/prerequisites hledger; scripts/python-tools")
    }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(output: text) }
    return text
  }
}
