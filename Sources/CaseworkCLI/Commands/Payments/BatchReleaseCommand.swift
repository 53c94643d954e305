import ArgumentParser
import Casebook
import History

struct BatchReleaseCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "release", say("Let a batch go to the bank.", "复核并放行批次。"),
      say(
        """
        By somebody with the role releaser who did not prepare the batch, approved none of its \
        payments and gets none. --seen repeats the content's digest that 'batch show' prints: that \
        content is released and no other.
        """,
        """
        由 releaser 角色办理，且不是编制人、未批准其中任何一笔、也不是收款人。\
        --seen 填写 batch show 显示的内容摘要，仅放行该内容。
        """),
      example: "casework batch release PB-2026-000001 --seen 3f1c0a92")
  }

  @Argument(help: .init(say("The batch.", "批次编号。")))
  var batch: String
  @Option(
    help: .init(
      say("The first 8 digits of the content's digest, or more.", "内容摘要的前 8 位或更多。"),
      valueName: "sha256"))
  var seen: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try Failure.naming(batch: batch) {
      try context.send(request, over: session, "batch release", [batch, seen]) { id in
        try session.releaseBatch(batch, seen: seen, request: id)
      }
    }
    context.confirm(
      answer, BatchCommand.line(answer) + say(", released", "，已放行"), as: output.format)
  }
}
