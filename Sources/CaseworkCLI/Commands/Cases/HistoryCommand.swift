import ArgumentParser
import Casebook
import History

struct HistoryCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "history", say("Show what was done in a case, by whom and when.", "查看个案经办历史：谁、何时、做了什么。"),
      say(
        """
        Every entry carries a hash over its content and the entry before it; with --format json or \
        jsonl they are shown in full.
        """,
        "每条记录都含有覆盖自身内容和前一条记录的哈希；用 --format json 或 jsonl 可查看完整内容。"),
      example: "casework history HG-2026-000123 --format jsonl")
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var reason: WhyOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let data = try session.history(subject.number, why: reason.why)
    switch output.format {
    case .table:
      let entries = data["entries"]?.elements ?? []
      for line in CaseScreen.entries(entries).lines(paint: context.paint) {
        context.output.writeLine(line)
      }
    case .json: context.output.writeLine(data.compact)
    case .jsonl, .csv:
      Listing(
        ["seq", "at", "by", "role", "kind", "action", "from", "to", "amount", "currency", "hash"]
          .map { .init($0, $0) }, rows: data["entries"]?.elements ?? [], empty: ""
      ).write(to: context, format: output.format)
    }
  }
}
