import ArgumentParser
import Casebook
import History

struct BatchCancelCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "cancel", say("Give up a batch that has not left.", "取消尚未发出的批次。"),
      say(
        "Its money goes back to the cases' reservations, as if the bank had returned it.",
        "款项退回各个案的预留，如同被银行退回。"),
      example: #"casework batch cancel PB-2026-000001 --reason "one amount is wrong""#)
  }

  @Argument(help: .init(say("The batch.", "批次编号。")))
  var batch: String
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try Failure.naming(batch: batch) {
      try context.send(request, over: session, "batch cancel", [batch, reason]) { id in
        try session.cancelBatch(batch, reason: reason, request: id)
      }
    }
    context.confirm(
      answer, BatchCommand.line(answer) + say(", cancelled", "，已取消"), as: output.format)
  }
}
