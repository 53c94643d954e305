import ArgumentParser
import Casebook

struct FundAllotCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "allot", say("Propose to allot money to a fund for a year.", "提议向资金划拨年度额度。"),
      say(
        "A second person confirms it: 'fund confirm NUMBER'. A later allotment adds to the year's; a negative "
          + "amount takes back what nobody has reserved. A fund never goes below zero, whoever acts at once.",
        "须由另一人确认：fund confirm 编号。再次划拨会累加到该年度；负数收回未被预留的额度。无论多少人同时操作，资金都不会透支。"),
      example: #"casework fund allot hardship 2026 200000.00 --reason "budget 2026""#)
  }

  @Argument(help: .init(say("The fund's code.", "资金代码。")))
  var code: String
  @Argument(help: .init(say("The year.", "年度。")))
  var year: Int
  @Argument(help: .init(say("The amount, at most two decimals.", "金额，至多两位小数。")))
  var amount: String
  @Option(help: .init(say("Why, such as the decision.", "依据。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let proposal = try context.send(
      request, over: session, "fund allot", [code, String(year), amount, reason]
    ) { id in
      try session.allot(fund: code, year: year, amount: amount, reason: reason, request: id)
    }
    context.show(proposal, as: output.format)
  }
}
