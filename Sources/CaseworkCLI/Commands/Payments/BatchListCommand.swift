import ArgumentParser
import Casebook

struct BatchListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List batches, the newest first.", "列出批次（最新在前）。"),
      example: "casework batch list")
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("batch", say("Batch", "批次")), .init("status", say("Status", "状态")),
        .init("payments", say("Payments", "笔数"), .number),
        .init("total", say("Total", "合计"), .number),
        .init("currency", say("Currency", "货币")),
        .init("paid", say("Paid", "已支付"), .number),
        .init("returned", say("Returned", "退回"), .number),
        .init("prepared_by", say("Prepared by", "编制人")),
        .init("released_by", say("Released by", "放行人")),
      ],
      rows: try session.batches(),
      empty: say(
        "There are no batches. Make one: casework batch prepare …",
        "没有批次。编制：casework batch prepare …")
    ).write(to: context, format: output.format)
  }
}
