import ArgumentParser
import Casebook

struct RecallCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "recall", say("Take back your vote before the quorum is reached.", "在票数足够之前撤回自己的一票。"),
      example: "casework recall HG-2026-000123 approve")
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The action voted for.", "所投的操作。")))
  var action: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "recall", [subject.number, action]
    ) { id in
      try session.recall(subject.number, action: action, request: id)
    }
    context.show(answer, as: output.format)
  }
}
