import ArgumentParser
import Casebook
import History

struct HouseholdAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Enter a household with its head.", "登记家庭及户主。"),
      say(
        """
        Prints its number; 'household join' enters the others. A benefit that is granted to one of \
        them is the household's: nobody in it is granted another of its kind while it lasts.
        """,
        "打印家庭编号；其他成员用 household join 登记。给予一人的待遇即为全家的待遇：有效期内，家庭成员不再获同类待遇。"),
      example: #"casework household add "Chen Hong" --since 2015-03-01"#)
  }

  @Argument(help: .init(say("The head: name or id.", "户主：姓名或编号。")))
  var person: String
  @OptionGroup var start: SinceOption
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let id = try session.personID(person, command: "casework household add ID --since …")
    let answer = try Failure.ofHouseholds {
      try context.send(request, over: session, "household add", [id, start.since.text]) {
        try session.addHousehold(head: id, since: start.since.text, request: $0)
      }
    }
    let number = answer["household"]?.text ?? ""
    context.confirm(
      answer, say("Household \(number) is entered.", "家庭 \(number) 已登记。"), as: output.format)
  }
}
