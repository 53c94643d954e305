import ArgumentParser
import Casebook

struct PersonFindCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "find", say("Find people by name or resident ID.", "按姓名或身份证号查找人员。"),
      say(
        "Finds the name itself and names that begin with it; a resident ID only as a whole.",
        "查找相同的姓名，以及以它开头的姓名；身份证号须完整。"),
      example: """
        casework person find Chen
        casework person find --id-number -
        """)
  }

  @Argument(help: .init(say("The name or its beginning.", "姓名或其开头。")))
  var name: String?
  @Option(
    help: .init(
      say("Resident ID; - reads it from standard input.", "身份证号；- 表示从标准输入读取。"),
      valueName: "number"))
  var idNumber: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (name == nil) != (idNumber == nil) else {
      throw ValidationError(say("Give a name or --id-number.", "请给出姓名或 --id-number。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let people =
      if let name {
        try session.findPeople(name: name)
      } else {
        try Failure.ofNumbers {
          try session.findPeople(
            residentID: NumberOptions.given(idNumber, say("Resident ID: ", "身份证号："), context) ?? "")
        }
      }
    Listing(
      [
        .init("person", say("ID", "编号")), .init("name", say("Name", "姓名")),
        .init("born", say("Born", "出生"), .day), .init("union", say("Union", "工会")),
        .init("member_since", say("Member since", "入会"), .day),
      ],
      rows: people,
      empty: say(
        "Nobody found. Add them: casework person add NAME",
        "没有找到。登记：casework person add 姓名")
    ).write(to: context, format: output.format)
  }
}
