import ArgumentParser
import Casebook

struct UnitAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Add a unit to the tree.", "在组织树中增加一个单位。"),
      say(
        """
        A grant for a unit covers everything below it. Codes that are not in the tree keep working: \
        each covers itself.
        """,
        "对某单位的授权覆盖其全部下级。未列入组织树的代码照常使用，只覆盖自身。"),
      example: #"casework unit add STEEL-2 "Second workshop" --kind workshop --parent STEEL"#)
  }

  @Argument(help: .init(say("The code, as in the register.", "代码，与人员登记一致。")))
  var code: String
  @Argument(help: .init(say("The name.", "名称。")))
  var name: String
  @Option(
    help: .init(say("federation, union or workshop.", "federation（联合会）、union（工会）或 workshop（车间）。")))
  var kind = "union"
  @Option(help: .init(say("The unit it belongs to.", "上级单位。"), valueName: "code"))
  var parent: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try Failure.ofStaffing {
      try session.addUnit(code: code, name: name, kind: kind, parent: parent)
    }
    context.confirm(
      answer, say("\(code) is in the tree.", "\(code) 已列入组织树。"),
      repeated: say("\(code) was in the tree already.", "\(code) 此前已在组织树中。"), as: output.format)
  }
}
