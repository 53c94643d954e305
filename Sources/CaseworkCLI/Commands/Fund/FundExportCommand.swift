import ArgumentParser
import Casebook
import History

struct FundExportCommand: Subcommand {
  /// The program that the books are written for.
  enum Notation: String, ExpressibleByArgument, CaseIterable { case beancount, hledger, csv }

  static var configuration: CommandConfiguration {
    .page(
      "export", say("Write the books for an accounting program.", "将账目导出给记账程序。"),
      say(
        "So that another program reckons every balance again: 'bean-check FILE' (beancount 3) compares the balances at "
          + "the end, 'hledger check --strict -f FILE' the balance after every line.",
        "由其他程序重新核算余额：bean-check 文件（beancount 3）核对期末余额，hledger check --strict -f 文件 逐笔核对余额。"),
      example: "casework fund export --format hledger --year 2026 --output books.journal")
  }

  @Option(
    help: .init(
      say("beancount, hledger or csv.", "beancount、hledger 或 csv。"), valueName: "format"))
  var format: Notation
  @Option(help: .init(say("Only this fund.", "仅该资金。"), valueName: "code"))
  var fund: String?
  @Option(help: .init(say("Only this year.", "仅该年度。")))
  var year: Int?
  @Option(
    name: .shortAndLong,
    help: .init(
      say("The file to write; left out, standard output.", "要写入的文件；省略则写到标准输出。"),
      valueName: "file"))
  var output: String?
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?
  @OptionGroup var connection: ConnectionOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let rows = try session.ledger(code: fund, year: year)
    let text: String
    switch format {
    case .csv: text = Self.csv(rows)
    case .beancount: text = try books(rows, session).beancount
    case .hledger: text = try books(rows, session).hledger
    }
    guard let output else { return context.output.write(text) }
    let target = try OutputFile(output)
    target.write(text.utf8)
    try target.finish()
  }

  private func books(_ rows: [JSON], _ session: Session) throws -> LedgerBooks {
    var labels: [String: String] = [:]
    for row in try session.funds(code: fund) {
      if let code = row["fund"]?.text { labels[code] = Listing.label(row["label"]) }
    }
    return LedgerBooks(try rows.map { try LedgerLine($0) }, labels: labels)
  }

  private static func csv(_ rows: [JSON]) -> String {
    let columns = [
      "fund", "currency", "year", "no", "day", "at", "kind", "from", "to", "amount", "available",
      "case", "programme", "unit", "proposal", "by", "reason",
    ]
    var csv = CSVWriter()
    csv.row(columns.map { .text($0) })
    for row in rows {
      csv.row(columns.map { .text(row[$0].map { Listing.text(of: $0) } ?? "") })
    }
    return String(decoding: csv.take(), as: UTF8.self)
  }
}
