import ArgumentParser
import Casebook
import History

struct StaffListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List staff with their roles.", "列出工作人员及其角色。"),
      example: "casework staff list --format csv")
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let staff = try session.staff()
    var columns: [Listing.Column] = [
      .init("login", say("Login", "登录名")), .init("name", say("Name", "姓名")),
      .init("role", say("Role", "角色")), .init("programme", say("Programme", "项目")),
      .init("unit", say("Unit", "单位")), .init("until", say("Until", "截止"), .instant),
    ]
    if output.format != .table || staff.contains(where: { $0["for"]?.text != nil }) {
      columns.append(.init("for", say("For", "被代理人")))
    }
    Listing(
      columns, rows: staff,
      empty: say(
        "There is no staff. Add somebody: casework staff add LOGIN --name NAME",
        "没有工作人员。新增：casework staff add 登录名 --name 姓名")
    ).write(to: context, format: output.format)
  }
}
