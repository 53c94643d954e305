import ArgumentParser
import Casebook
import History

struct StaffShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show one person: grants, relationships, open cases.", "查看一名人员：授权、关系与在办个案。"),
      say(
        "Grants that have ended or were taken away are shown too, with who gave them.",
        "已终止或撤销的授权也会列出，并注明授权人。"),
      example: "casework staff show zhao")
  }

  @Argument(help: .init(say("The login.", "登录名。")))
  var login: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let person = try session.staff(login)
    context.show(
      Record(
        person,
        lines: [
          .init(key: "login", title: say("Login", "登录名")),
          .init(key: "name", title: say("Name", "姓名")),
          .init(key: "person", title: say("ID", "编号")),
          .init(key: "union", title: say("Union", "工会")),
          .init(key: "added_by", title: say("Added by", "登记人")),
          .init(key: "retired_at", title: say("Retired", "离岗"), kind: .instant),
          .init(key: "retired_by", title: say("Retired by", "离岗经办")),
        ]), as: output.format)
    guard output.format == .table else { return }
    list(
      "grants",
      [
        .init("state", say("State", "状态")), .init("role", say("Role", "角色")),
        .init("programme", say("Programme", "项目")), .init("unit", say("Unit", "单位")),
        .init("for", say("For", "被代理人")),
        .init("since", say("From", "起始"), .instant),
        .init("until", say("Until", "截止"), .instant),
        .init("granted_by", say("Given by", "授权人")), .init("revoked_by", say("Taken by", "撤销人")),
      ], of: person, in: context)
    list(
      "relationships",
      [
        .init("kind", say("Related as", "关系")), .init("name", say("Person", "人员")),
        .init("person", say("ID", "编号")), .init("declared_by", say("Declared by", "申报人")),
      ], of: person, in: context)
    list(
      "queue",
      [
        .init("case", say("Open case", "在办个案")), .init("workflow", say("Programme", "项目")),
        .init("state", say("State", "状态")), .init("fields", say("As", "身份")),
      ], of: person, in: context)
  }

  private func list(
    _ key: String, _ columns: [Listing.Column], of person: JSON, in context: Context
  ) {
    guard let rows = person[key]?.elements, !rows.isEmpty else { return }
    context.output.writeLine("")
    Listing(columns, rows: rows, empty: "").write(to: context, format: .table)
  }
}
