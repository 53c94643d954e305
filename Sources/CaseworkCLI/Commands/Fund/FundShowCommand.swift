import ArgumentParser
import Casebook
import History

struct FundShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show one fund, or all.", "查看一笔或全部资金。"),
      say(
        "Allotted, reserved, committed, paid, and the room that is left.",
        "额度、预留、已承诺、已支付，以及余额。"),
      example: "casework fund show hardship")
  }

  @Argument(help: .init(say("The fund's code; all when left out.", "资金代码；不填则列出全部。")))
  var code: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
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
}
