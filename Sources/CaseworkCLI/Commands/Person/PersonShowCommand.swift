import ArgumentParser
import Casebook

struct PersonShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a person of the register.", "查看登记的人员。"),
      say(
        "Numbers are masked. --reveal shows them, after your reading and its reason are on record.",
        "证件、电话和卡号加掩码显示；用 --reveal 显示全号，查阅及理由先行记录在案。"),
      example: """
        casework person show 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10
        casework person show 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10 --reveal --why "to call her back"
        """)
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var id: String
  @Flag(help: .init(say("Show numbers in full; needs --why.", "显示全号；须用 --why 说明理由。")))
  var reveal = false
  @Option(
    help: .init(say("Why you read them; recorded.", "查阅理由；会留下记录。"), valueName: "text"))
  var why: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard reveal == (why != nil) else {
      throw ValidationError(say("--reveal and --why go together.", "--reveal 与 --why 须同用。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let person =
      if let why {
        try session.revealedPerson(id: id, why: why)
      } else {
        try session.person(id: id)
      }
    context.show(Record.person(person), as: output.format)
  }
}
