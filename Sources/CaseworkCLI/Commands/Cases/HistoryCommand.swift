import ArgumentParser
import Casebook
import Engine
import History

struct HistoryCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "history", say("Show what was done in a case, by whom and when.", "查看个案经办历史：谁、何时、做了什么。"),
      say(
        """
        Every entry carries a hash over its content and the entry before it; with --format json or \
        jsonl they are shown in full, but for private fields, which --reveal with --why shows.
        """,
        "每条记录都含有覆盖自身内容和前一条记录的哈希；用 --format json 或 jsonl 可查看完整内容，私密字段除外（用 --reveal 和 --why 显示）。"),
      example: "casework history HG-2026-000123 --format jsonl")
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var reason: WhyOption
  @OptionGroup var privacy: RevealOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    try privacy.validate(why: reason.why)
    let session = try context.connect(connection)
    let data = try session.history(subject.number, why: reason.why, reveals: privacy.isGiven)
    let entries = try masked(data["entries"] ?? .array([]), session)
    switch output.format {
    case .table:
      context.page(CaseScreen.entries(entries.elements ?? []).lines(paint: context.paint))
    case .json:
      let members = (data.members ?? []).map { member in
        member.key == "entries" ? JSON.Member("entries", entries) : member
      }
      context.output.writeLine(JSON.object(members).compact)
    case .jsonl, .csv:
      Listing(
        ["seq", "at", "by", "role", "kind", "action", "from", "to", "amount", "currency", "hash"]
          .map { .init($0, $0) }, rows: entries.elements ?? [], empty: ""
      ).write(to: context, format: output.format)
    }
  }

  /// The entries without the values of private fields; only their bodies hold any, which tables do
  /// not show.
  private func masked(_ entries: JSON, _ session: Session) throws -> JSON {
    guard !privacy.isGiven, output.format == .json || output.format == .jsonl,
      entries.elements?.contains(where: { $0["body"]?.isNull == false }) == true,
      let procedure = try session.procedure(ofCase: subject.number)
    else { return entries }
    return Mask(procedure.workflow).masked(entries: entries)
  }
}
