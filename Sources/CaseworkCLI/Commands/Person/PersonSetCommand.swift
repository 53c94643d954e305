import ArgumentParser
import Casebook
import History

struct PersonSetCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "set", say("Correct a person's record.", "更正人员登记信息。"),
      say(
        """
        Only what is given changes; an empty text takes a value away. What stood there before is \
        kept, with who changed it and why ('person history'). Cases keep the applicant as they \
        were when the case was opened.
        """,
        """
        仅更改给出的项目；空文本表示删除该项。原值、更改人及理由均予保留（见 person history）。\
        已开立的个案仍保留开案时的当事人信息。
        """),
      example: """
        casework person set 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10 --phone - --reason "new number"
        casework person set 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10 --born 1980-05-02 --reason "typing error"
        """)
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var id: String
  @Option(help: .init(say("The name.", "姓名。"), valueName: "text"))
  var name: String?
  @Option(help: .init(say("Date of birth.", "出生日期。"), valueName: "yyyy-mm-dd"))
  var born: String?
  @Option(help: .init(say("Union member since.", "入会日期。"), valueName: "yyyy-mm-dd"))
  var memberSince: String?
  @Option(help: .init(say("The code of their union.", "所属工会代码。"), valueName: "code"))
  var union: String?
  @OptionGroup var personal: NumberOptions
  @Option(help: .init(say("Why; kept with the change.", "更正理由；随更正保存。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let numbers = personal.numbers(in: context)
    let given: [(String, String?)] = [
      ("name", name), ("born", born), ("member_since", memberSince), ("union", union),
      ("id_number", numbers.residentID), ("phone", numbers.phone), ("bank_card", numbers.bankCard),
    ]
    let changes = JSON.object(
      given.compactMap { key, value in
        value.map { JSON.Member(key, $0.isEmpty ? .null : .string($0)) }
      })
    guard changes.members?.isEmpty == false else {
      throw ValidationError(say("Say what shall change.", "请说明要更改的项目。"))
    }
    // Of numbers the journal keeps no digest: it could be found by trying all.
    let noted = [id, name, born, memberSince, union, reason]
    let answer = try Failure.ofNumbers {
      try context.send(request, over: session, "person set", noted) { request in
        try session.correctPerson(id: id, changes: changes, reason: reason, request: request)
      }
    }
    guard output.format == .table else {
      return context.show(Record(answer), as: output.format)
    }
    let changed = (answer["changed"]?.elements ?? []).compactMap(\.text)
    context.output.writeLine(
      changed.isEmpty
        ? say("Nothing changed: it stood there already.", "没有变化：登记信息原本如此。")
        : say("Changed: ", "已更正：") + changed.joined(separator: ", "))
  }
}
