import ArgumentParser
import Casebook

struct FundConfirmCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "confirm", say("Confirm what somebody else proposed.", "确认他人的提议。"),
      say(
        "It is done at once. Nobody confirms a proposal of their own, under whatever login.",
        "确认后立即生效。任何人都不能确认自己的提议，换登录名也不行。"),
      example: "casework fund confirm 7")
  }

  @Argument(help: .init(say("The proposal's number.", "提议编号。")))
  var number: Int64
  @Option(help: .init(say("A remark to keep.", "备注。"), valueName: "text"))
  var reason: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.decide(
      request, over: session, number, approve: true, reason: reason)
    context.confirm(answer, ProposalText.done(answer), as: output.format)
  }
}
