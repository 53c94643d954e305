import ArgumentParser
import Casebook

struct PaymentsStuckCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "stuck", say("Payments that left and have no answer.", "已发出而银行尚未答复的付款。"),
      say(
        "The oldest first. Only an answer of the bank ends them: none is paid again before.",
        "最早的在前。只有银行的答复才能了结；在此之前不会重新付款。"),
      example: "casework payments stuck --days 3")
  }

  @Option(help: .init(say("Sent at least so many days ago.", "发出至少多少天。"), valueName: "number"))
  var days = 0
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("reference", say("Reference", "付款编号")), .init("batch", say("Batch", "批次")),
        .init("case", say("Case", "个案")), .init("holder", say("Holder", "户名")),
        .init("account", say("Account", "账号")), .init("amount", say("Amount", "金额"), .number),
        .init("sent_at", say("Sent", "发出"), .instant), .init("days", say("Days", "天数"), .number),
      ],
      rows: try session.stuckPayments(days: days),
      empty: say("Every payment that left has its answer.", "已发出的付款均有答复。")
    ).write(to: context, format: output.format)
  }
}
