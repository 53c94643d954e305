import ArgumentParser
import Casebook

struct PersonHistoryCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "history", say("Show what was corrected in a person's record.", "查看人员登记信息的更正记录。"),
      say(
        "The newest first, with who, when and why; numbers are masked.",
        "最新的在前，含更正人、时间和理由；号码加掩码。"),
      example: "casework person history 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10")
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var id: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("at", say("When", "时间"), .instant), .init("by", say("By", "更正人")),
        .init("field", say("What", "项目")), .init("old", say("Before", "原值")),
        .init("new", say("Now", "现值")), .init("reason", say("Why", "理由")),
      ], rows: try session.personChanges(id: id),
      empty: say("Nothing was corrected.", "没有更正记录。")
    ).write(to: context, format: output.format)
  }
}
