import ArgumentParser
import Casebook

struct HoldCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "hold", say("Put a case on hold.", "暂停个案。"),
      say(
        "Deadlines stop and only what the procedure allows while held can be done, until 'resume'.",
        "期限停止计算；在 resume 之前，只能做流程允许在暂停期间做的事。"),
      example: "casework hold HG-2026-000123 waiting_for_documents --until 2026-12-01")
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("One of the procedure's reasons.", "流程列出的理由之一。")))
  var reason: String
  @Option(help: .init(say("The day it should go on.", "预计恢复的日期。"), valueName: "yyyy-mm-dd"))
  var until: Day?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "hold", [subject.number, reason, until?.text]
    ) { id in
      try session.hold(subject.number, reason: reason, until: until?.text, request: id)
    }
    context.show(answer, as: output.format)
  }
}
