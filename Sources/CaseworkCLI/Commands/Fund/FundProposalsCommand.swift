import ArgumentParser
import Casebook

struct FundProposalsCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "proposals", say("List what waits for a second person.", "列出待第二人确认的提议。"),
      say(
        "With who proposed it and who could confirm it; with --all also what was decided.",
        "包括提议人与可确认的人员；加 --all 时也列出已决定的。"),
      example: "casework fund proposals")
  }

  @Flag(help: .init(say("Also those that were decided.", "也列出已决定的。")))
  var all = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    context.list(try session.proposals(everything: all), withDecisions: all, as: output.format)
  }
}
