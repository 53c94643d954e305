import ArgumentParser
import Casebook
import History

struct UnitListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List units as a tree.", "以树形列出单位。"),
      example: "casework unit list --under STEEL")
  }

  @Option(help: .init(say("Only this unit and those below it.", "只列此单位及其下级。"), valueName: "code"))
  var under: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let units = try session.units(under: under)
    Listing(
      [
        .init("code", say("Code", "代码")), .init("name", say("Name", "名称")),
        .init("kind", say("Kind", "类型")), .init("parent", say("Belongs to", "上级")),
      ],
      rows: output.format == .table ? units.map(Self.indented) : units,
      empty: say(
        "There are no units. Add some: casework unit import FILE.csv",
        "没有单位。导入：casework unit import 文件.csv")
    ).write(to: context, format: output.format)
  }

  private static func indented(_ unit: JSON) -> JSON {
    let depth = Int(unit["depth"]?.int64 ?? 0)
    return .object(
      (unit.members ?? []).map { member in
        guard member.key == "code", let code = member.value.text else { return member }
        return .init("code", .string(String(repeating: "  ", count: depth) + code))
      })
  }
}
