import ArgumentParser
import Casebook
import History

struct UnitShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a unit: its place, its people, its open cases.", "查看单位：位置、人员与在办个案。"),
      say("With every grant that covers it by naming it or a unit above it.", "并列出直接或经上级单位覆盖它的授权。"),
      example: "casework unit show STEEL-2")
  }

  @Argument(help: .init(say("The code.", "代码。")))
  var code: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let unit = try session.unit(code)
    context.show(
      Record(
        unit,
        lines: [
          .init(key: "code", title: say("Code", "代码")),
          .init(key: "name", title: say("Name", "名称")),
          .init(key: "kind", title: say("Kind", "类型")),
          .init(key: "path", title: say("Place", "位置")),
          .init(key: "below", title: say("Units below", "下级单位"), kind: .number),
          .init(key: "people", title: say("People", "人员"), kind: .number),
          .init(key: "open_cases", title: say("Open cases", "在办个案"), kind: .number),
        ]), as: output.format)
    guard output.format == .table, let grants = unit["grants"]?.elements, !grants.isEmpty else {
      return
    }
    context.output.writeLine("")
    Listing(
      [
        .init("login", say("Login", "登录名")), .init("role", say("Role", "角色")),
        .init("programme", say("Programme", "项目")), .init("unit", say("Granted for", "授权单位")),
      ], rows: grants, empty: ""
    ).write(to: context, format: output.format)
  }
}
