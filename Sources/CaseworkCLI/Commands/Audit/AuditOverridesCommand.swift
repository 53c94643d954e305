import ArgumentParser
import Casebook

struct AuditOverridesCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "overrides",
      say("Exceptions from granting a benefit once: who decided them.", "不重复给予待遇的例外：由谁决定。"),
      say(
        """
        The newest first, of the cases that you audit: who proposed, who confirmed, how many live \
        benefits it let stand, and whether something was granted by it. The reason is shown where you \
        read the case.
        """,
        "最新的在前，限您审计范围内的个案：提议人、确认人、涉及的有效待遇数，以及是否已据此给予。可查看个案内容时显示理由。"),
      example: "casework audit overrides --as sun")
  }

  @Option(help: .init(say("At most so many.", "最多条数。"), valueName: "count"))
  var limit = 1000
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("at", say("At", "时间"), .instant), .init("case", say("Case", "个案")),
        .init("class", say("Class", "类别")), .init("proposed_by", say("Proposed by", "提议人")),
        .init("confirmed_by", say("Confirmed by", "确认人")),
        .init("overridden", say("Benefits", "有效待遇"), .number),
        .init("granted", say("Granted", "已给予"), .flag), .init("reason", say("Reason", "理由")),
      ], rows: try session.overrides(limit: limit), empty: say("No exceptions.", "没有例外。")
    ).write(to: context, format: output.format)
  }
}
