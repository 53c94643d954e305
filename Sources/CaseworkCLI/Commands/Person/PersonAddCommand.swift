import ArgumentParser
import Casebook

struct PersonAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Add a person to the register.", "登记一位人员。"),
      say(
        "Prints the person's id, which 'open' takes; look with 'person find' first.",
        "打印人员编号，供 open 使用；请先用 person find 查找，以免重复。"),
      example: #"casework person add "Chen Hong" --born 1980-05-01 --member-since 2015-03-01"#)
  }

  @Argument(help: .init(say("The name.", "姓名。")))
  var name: String
  @Option(help: .init(say("Date of birth.", "出生日期。"), valueName: "yyyy-mm-dd"))
  var born: Day?
  @Option(help: .init(say("Union member since.", "入会日期。"), valueName: "yyyy-mm-dd"))
  var memberSince: Day?
  @Option(help: .init(say("The code of their union.", "所属工会代码。"), valueName: "code"))
  var union: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "person add", [name, born?.text, memberSince?.text, union]
    ) { id in
      try session.addPerson(
        name: name, born: born?.text, memberSince: memberSince?.text, union: union, request: id)
    }
    context.show(Record.person(answer), as: output.format)
  }
}
