import ArgumentParser
import Casebook
import History

struct HouseholdJoinCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "join", say("Enter a member of a household.", "登记家庭成员。"),
      say(
        "Nobody lives in two at a time: who has moved leaves the other one first.",
        "任何人同一时间只属于一个家庭：迁入前须先从原家庭迁出。"),
      example:
        #"casework household join HH-000123 "Li Ming" --relation spouse --since 2015-03-01"#)
  }

  @Argument(help: .init(say("The household's number.", "家庭编号。")))
  var household: String
  @Argument(help: .init(say("The member: name or id.", "成员：姓名或编号。")))
  var person: String
  @Option(
    help: .init(
      say("To the head: ", "与户主关系：") + HouseholdCommand.relations.joined(separator: ", ") + ".",
      valueName: "relation"))
  var relation: String
  @OptionGroup var start: SinceOption
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let id = try session.personID(person, command: "casework household join \(household) ID …")
    let since = start.since.text
    let answer = try Failure.ofHouseholds {
      try context.send(
        request, over: session, "household join", [household, id, relation, since]
      ) {
        try session.joinHousehold(
          household, person: id, relation: relation, since: since, request: $0)
      }
    }
    let number = answer["household"]?.text ?? ""
    context.confirm(
      answer,
      say("They live in \(number) from \(since) on.", "已登记：自 \(since) 起属于家庭 \(number)。"),
      as: output.format)
  }
}
