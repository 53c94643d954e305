import ArgumentParser
import Casebook
import History

struct PersonAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Add a person to the register.", "登记一位人员。"),
      say(
        """
        Prints the person's id, which 'open' takes; look with 'person find' first. Numbers are \
        checked, kept apart and shown masked. Without --born the day is the resident ID's.
        """,
        """
        打印人员编号，供 open 使用；请先用 person find 查找，以免重复。\
        证件、电话和卡号经校验后单独保存，显示时加掩码。未给 --born 时取身份证号中的出生日期。
        """),
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
  @OptionGroup var personal: NumberOptions
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let numbers = personal.numbers(in: context)
    // The journal keeps a digest of these, and a digest of a number can be found by trying all.
    let noted = [name, born?.text, memberSince?.text, union]
    let answer = try Failure.ofNumbers {
      try context.send(request, over: session, "person add", noted) { id in
        try session.addPerson(
          name: name, born: born?.text, memberSince: memberSince?.text, union: union,
          numbers: numbers, request: id)
      }
    }
    for id in (answer["similar"]?.elements ?? []).compactMap(\.text) {
      context.warn(
        say(
          "somebody of this name and day of birth is in the register: casework person show \(id)",
          "已登记有同名且出生日期相同的人员：casework person show \(id)"))
    }
    context.show(Record.person(answer), as: output.format)
  }
}
