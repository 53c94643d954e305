import ArgumentParser
import Casebook
import History

struct HouseholdShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a household: who lives in it, who did.", "查看家庭：现有与曾有的成员。"),
      say("By its number, or by somebody who lives in it.", "按家庭编号，或按现有成员查找。"),
      example: """
        casework household show HH-000123
        casework household show "Chen Hong"
        """)
  }

  @Argument(help: .init(say("The household's number, or a member.", "家庭编号，或成员的姓名或编号。")))
  var household: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let data = try Failure.ofHouseholds {
      household.uppercased().hasPrefix("HH-")
        ? try session.household(household)
        : try session.household(
          ofPerson: try session.personID(household, command: "casework household show ID"))
    }
    guard output.format == .table else { return context.show(Record(data), as: output.format) }
    context.output.writeLine(data["household"]?.text ?? "")
    Listing(
      [
        .init("name", say("Name", "姓名")), .init("born", say("Born", "出生"), .day),
        .init("relation", say("Relation", "关系")), .init("from", say("From", "自"), .day),
        .init("to", say("To", "至"), .day), .init("person", say("ID", "编号")),
      ], rows: data["members"]?.elements ?? [], empty: ""
    ).write(to: context, format: .table)
  }
}
