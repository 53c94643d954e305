import ArgumentParser
import Casebook

struct StaffDelegationsCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "delegations", say("List who acts for whom.", "列出代理关系。"),
      say(
        "Your own, or all that you could confirm; with --all also those that are over.",
        "包括与您有关或您可确认的；加 --all 时也列出已结束的。"),
      example: "casework staff delegations --all")
  }

  @Flag(help: .init(say("Also those that are over.", "也列出已结束的。")))
  var all = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    var columns: [Listing.Column] = [
      .init("delegation", say("No.", "编号"), .number), .init("to", say("Deputy", "代理人")),
      .init("for", say("For", "被代理人")), .init("role", say("Role", "角色")),
      .init("programme", say("Programme", "项目")), .init("unit", say("Unit", "单位")),
      .init("since", say("From", "起始"), .instant), .init("until", say("Until", "截止"), .instant),
      .init("reason", say("Reason", "理由")), .init("approved_by", say("Confirmed by", "确认人")),
    ]
    if all {
      columns += [
        .init("ended_by", say("Ended by", "终止人")),
        .init("ended_at", say("Ended", "终止时间"), .instant),
        .init("ended_why", say("Why", "原因")),
      ]
    }
    Listing(
      columns, rows: try session.delegations(everything: all),
      empty: say("Nobody acts for somebody else here.", "目前没有代理。")
    ).write(to: context, format: output.format)
  }
}
