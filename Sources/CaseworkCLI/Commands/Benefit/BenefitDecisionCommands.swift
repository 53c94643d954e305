import ArgumentParser
import Casebook

struct BenefitConfirmCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "confirm", say("Confirm an exception that somebody else proposed.", "确认他人提议的例外。"),
      say(
        "It becomes an entry of the case. Nobody confirms a proposal of their own, or in their own case.",
        "确认后记入个案历史。任何人都不能确认自己的提议，也不能在本人个案中确认。"),
      example: "casework benefit confirm 7")
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
    let answer = try session.inItsWords {
      try context.decide(request, over: session, number, approve: true, reason: reason)
    }
    context.confirm(answer, ProposalText.done(answer), as: output.format)
  }
}

struct BenefitRejectCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "reject", say("Reject a proposed exception, or take back your own.", "驳回提议的例外，或撤回自己的提议。"),
      say("Nothing is done, and it stays on record.", "不作任何改动，并留有记录。"),
      example: #"casework benefit reject 7 --reason "no new hardship""#)
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
