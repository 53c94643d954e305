import ArgumentParser
import Casebook

struct FundRejectCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "reject", say("Reject a proposal, or take back your own.", "驳回提议，或撤回自己的提议。"),
      say("Nothing is done, and it stays on record.", "不作任何改动，并留有记录。"),
      example: #"casework fund reject 7 --reason "the decision names another amount""#)
  }

  @Argument(help: .init(say("The proposal's number.", "提议编号。")))
  var number: Int64
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.decide(
      request, over: session, number, approve: false, reason: reason)
    context.confirm(
      answer, say("Proposal \(number) is rejected.", "提议 \(number) 已驳回。"), as: output.format)
  }
}
