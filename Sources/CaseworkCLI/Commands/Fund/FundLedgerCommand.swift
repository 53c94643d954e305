import ArgumentParser
import Casebook

struct FundLedgerCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "ledger", say("List a fund's entries with the balance after each.", "列出资金流水及逐笔余额。"),
      say(
        "Each entry moves one amount from one account of the fund and year to another.",
        "每笔在同一资金、同一年度的两个科目之间移动一个金额。"),
      example: "casework fund ledger hardship --year 2026 --format csv")
  }

  @Argument(help: .init(say("The fund's code.", "资金代码。")))
  var code: String
  @Option(help: .init(say("Only this year.", "仅该年度。")))
  var year: Int?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("year", say("Year", "年度"), .number), .init("no", say("No.", "序号"), .number),
        .init("day", say("Day", "日期")), .init("kind", say("Entry", "业务")),
        .init("from", say("From", "转出")), .init("to", say("To", "转入")),
        .init("amount", say("Amount", "金额"), .number),
        .init("available", say("Available", "可用余额"), .number),
        .init("case", say("Case", "个案")), .init("proposal", say("Proposal", "提议"), .number),
        .init("by", say("By", "经办")),
      ],
      rows: try session.ledger(code: code, year: year),
      empty: say("This fund has no entries.", "该资金没有流水。")
    ).write(to: context, format: output.format)
  }
}
