import ArgumentParser
import Casebook
import History

struct FundShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show one fund, or all.", "查看一笔或全部资金。"),
      say(
        "Allotted, reserved, committed, paid, and the room that is left. --by: who has what of it.",
        "额度、预留、已承诺、已支付，以及余额。--by：按流程或单位列出占用情况。"),
      example: """
        casework fund show hardship
        casework fund show hardship --by unit
        """)
  }

  @Argument(help: .init(say("The fund's code; all when left out.", "资金代码；不填则列出全部。")))
  var code: String?
  @Option(help: .init(say("programme or unit.", "programme（流程）或 unit（单位）。"), valueName: "what"))
  var by: SpendingReport.Division?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if by == .month {
      throw ValidationError(
        say(
          "What cases have is of no month: --by programme or --by unit.",
          "占用情况不分月份：请用 --by programme 或 --by unit。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    if let by { return try show(by, session, in: context) }
    let rows = try session.funds(code: code)
    var ends: [Listing.Column] = []
    if rows.contains(where: { $0["frozen_from"]?.text != nil }) {
      ends.append(.init("frozen_from", say("Frozen from", "冻结自")))
    }
    if rows.contains(where: { $0["closed"]?.bool == true }) {
      ends.append(.init("closed", say("Closed", "已关闭"), .mark))
    }
    Listing(
      [
        .init("fund", say("Fund", "资金")), .init("label", say("Name", "名称"), .label),
        .init("currency", say("Currency", "货币")), .init("year", say("Year", "年度"), .number),
        .init("allotted", say("Allotted", "额度"), .number),
        .init("reserved", say("Reserved", "预留"), .number),
        .init("committed", say("Committed", "已承诺"), .number),
        .init("in_transit", say("In transit", "在途"), .number),
        .init("paid", say("Paid", "已支付"), .number),
        .init("room", say("Room", "余额"), .number),
      ] + ends,
      rows: rows,
      empty: say(
        "There are no funds. Add one: casework fund add CODE", "没有资金。新增：casework fund add 代码")
    ).write(to: context, format: output.format)
  }

  /// What cases have of it, a row for each procedure or unit.
  private func show(
    _ by: SpendingReport.Division, _ session: Session, in context: Context
  ) throws {
    let report = SpendingReport(
      funds: [], rows: try session.fundReport(code: code, year: nil), by: by)
    let balances = ["reserved", "committed", "in_transit", "paid"]
    let titles = [
      say("Reserved", "预留"), say("Committed", "已承诺"), say("In transit", "在途"),
      say("Paid", "已支付"),
    ]
    let isTable = output.format == .table
    let rows = report.lines.map { line in
      let plain = SpendingText.data(line, by: by)
      let label = isTable ? JSON.string(SpendingText.label(line)) : plain[by.rawValue] ?? .null
      return JSON.object(
        [
          .init("fund", .string(line.fund)), .init("currency", .string(line.currency)),
          .init("year", .number(String(line.year))), .init(by.rawValue, label),
        ]
          + balances.map { key in
            .init(key, line.left[key].map { .string(Hundredths($0).text) } ?? .null)
          } + [
            .init("protected", .bool(line.isProtected)), .init("withheld", .bool(line.isWithheld)),
          ])
    }
    Listing(
      [
        .init("fund", say("Fund", "资金")), .init("currency", say("Currency", "货币")),
        .init("year", say("Year", "年度"), .number), .init(by.rawValue, SpendingText.title(by)),
      ] + zip(balances, titles).map { .init($0, $1, .number) },
      rows: rows, empty: say("No money has moved.", "没有资金往来。")
    ).write(to: context, format: output.format)
    if isTable, report.lines.contains(where: \.isProtected) { context.tell(SpendingText.caveat) }
  }
}
