import ArgumentParser
import Casebook
import History

struct HouseholdLeaveCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "leave", say("Enter that a member has moved out.", "登记家庭成员迁出。"),
      say(
        "What was granted to the household stays theirs until it ends.",
        "此前给予家庭的待遇，到期前仍视为其本人的待遇。"),
      example: """
        casework household leave HH-000123 "Li Ming" --on 2026-03-01 --reason "moved to Hefei"
        """)
  }

  @Argument(help: .init(say("The household's number.", "家庭编号。")))
  var household: String
  @Argument(help: .init(say("The member: name or id.", "成员：姓名或编号。")))
  var person: String
  @Option(
    help: .init(
      say("The first day on which they did not live there.", "自该日起不再同住。"),
      valueName: "yyyy-mm-dd"))
  var on: Day
  @Option(help: .init(say("Why; kept.", "理由，留有记录。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let id = try session.personID(person, command: "casework household leave \(household) ID …")
    let answer = try Failure.ofHouseholds {
      try context.send(
        request, over: session, "household leave", [household, id, on.text, reason]
      ) {
        try session.leaveHousehold(
          household, person: id, on: on.text, reason: reason, request: $0)
      }
    }
    let number = answer["household"]?.text ?? ""
    context.confirm(
      answer,
      say("They have left \(number) on \(on.text).", "已登记：\(on.text) 迁出家庭 \(number)。"),
      as: output.format)
  }
}
