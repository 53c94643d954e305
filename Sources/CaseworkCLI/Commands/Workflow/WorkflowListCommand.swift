import ArgumentParser
import Casebook

struct WorkflowListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List installed procedures.", "列出已安装的流程。"), example: "casework workflow list")
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("workflow", say("Procedure", "流程")),
        .init("version", say("Version", "版本"), .number),
        .init("label", say("Name", "名称"), .label), .init("number", say("Numbers", "编号前缀")),
        .init("confidentiality", say("Tier", "密级"), .number),
        .init("installed_at", say("Installed", "安装时间"), .instant),
        .init("installed_by", say("By", "安装人")),
        .init("published_at", say("Published", "发布时间"), .instant),
      ],
      rows: try session.definitions(),
      empty: say(
        "No procedure is installed. Next: casework workflow install --standard",
        "尚未安装流程。接下来：casework workflow install --standard")
    ).write(to: context, format: output.format)
  }
}
