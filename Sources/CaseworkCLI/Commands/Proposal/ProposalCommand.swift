import ArgumentParser
import Casebook

struct ProposalCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "proposal", say("What one person proposed and another decides.", "由一人提议、另一人决定的事项。"),
      [ProposalListCommand.self, ProposalConfirmCommand.self, ProposalRejectCommand.self])
  }
}

struct ProposalConfirmCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "confirm", say("Confirm what somebody else proposed.", "确认他人的提议。"),
      say(
        """
        It is done at once. Nobody confirms a proposal of their own, nor one that is about \
        themselves, under whatever login.
        """,
        "确认后立即生效。任何人都不能确认自己提出的或涉及本人的提议，换登录名也不行。"),
      example: "casework proposal confirm 7")
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

struct ProposalRejectCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "reject", say("Reject a proposal, or take back your own.", "驳回提议，或撤回自己的提议。"),
      say(
        "Nothing is done, and it stays on record. Whom a proposal is about may reject it too.",
        "不作任何改动，并留有记录。提议所涉及的人也可以驳回。"),
      example: #"casework proposal reject 7 --reason "nobody asked me""#)
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
