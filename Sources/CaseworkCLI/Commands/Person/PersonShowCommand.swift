import ArgumentParser
import Casebook

struct PersonShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a person of the register.", "查看登记的人员。"),
      example: "casework person show 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10")
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var id: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    context.show(Record.person(try session.person(id: id)), as: output.format)
  }
}
