import ArgumentParser
import Casebook

struct FundTransferCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "transfer", say("Propose to move money between two funds.", "提议在两笔资金之间调剂。"),
      say(
        "Only what nobody has reserved, within one year and one currency. A second person confirms it.",
        "仅限未被预留的额度，同一年度、同一货币。须由另一人确认。"),
      example:
        #"casework fund transfer hardship legal 5000.00 --year 2026 --reason "resolution 12""#)
  }

  @Argument(help: .init(say("The fund that gives.", "调出资金代码。")))
  var from: String
  @Argument(help: .init(say("The fund that gets.", "调入资金代码。")))
  var to: String
  @Argument(help: .init(say("The amount, at most two decimals.", "金额，至多两位小数。")))
  var amount: String
  @Option(help: .init(say("The year.", "年度。")))
  var year: Int
  @Option(help: .init(say("Why, such as the decision.", "依据。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let proposal = try context.send(
      request, over: session, "fund transfer", [from, to, amount, String(year), reason]
    ) { id in
      try session.transfer(
        from: from, to: to, year: year, amount: amount, reason: reason, request: id)
    }
    context.show(proposal, as: output.format)
  }
}
