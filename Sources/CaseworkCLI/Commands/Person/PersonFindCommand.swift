import ArgumentParser
import Casebook

struct PersonFindCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "find", say("Find people by name.", "按姓名查找人员。"),
      say(
        "Finds the name itself and names that begin with it.", "查找相同的姓名，以及以它开头的姓名。"),
      example: "casework person find Chen")
  }

  @Argument(help: .init(say("The name or its beginning.", "姓名或其开头。")))
  var name: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let people = try session.findPeople(name: name)
    Listing(
      [
        .init("person", say("ID", "编号")), .init("name", say("Name", "姓名")),
        .init("born", say("Born", "出生"), .day), .init("union", say("Union", "工会")),
        .init("member_since", say("Member since", "入会"), .day),
      ],
      rows: people,
      empty: say(
        "Nobody of that name. Add them: casework person add NAME",
        "没有这个姓名。登记：casework person add 姓名")
    ).write(to: context, format: output.format)
  }
}
