import ArgumentParser
import Casebook

struct WaiveCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "waive", say("Do without a document, with a reason.", "免交材料，并说明理由。"),
      example: #"casework waive HG-2026-000123 income_proof --reason "employer insolvent""#)
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The document, as the procedure names it.", "材料，用流程中的名称。")))
  var document: String
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "waive", [subject.number, document, reason]
    ) { id in
      try session.waive(subject.number, document: document, reason: reason, request: id)
    }
    context.show(answer, as: output.format)
  }
}
