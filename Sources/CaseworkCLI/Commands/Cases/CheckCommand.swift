import ArgumentParser
import Casebook

struct CheckCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "check", say("Give the result of a check.", "填报核查结果。"),
      say(
        "Checks are work done side by side in one state, such as a home visit. 'show' lists them.",
        "核查是同一状态内并行的工作，如入户走访。用 show 可列出。"),
      example: "casework check HG-2026-000123 home_visit pass")
  }

  enum Result: String, ExpressibleByArgument, CaseIterable { case pass, fail, waived }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The check.", "核查名称。")))
  var name: String
  @Argument(help: .init(say("pass, fail or waived.", "pass（通过）、fail（不通过）或 waived（免查）。")))
  var result: Result
  @Option(help: .init(say("What was seen, or why waived.", "所见情况，或免查理由。"), valueName: "text"))
  var reason: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "check", [subject.number, name, result.rawValue, reason]
    ) { id in
      try session.check(
        subject.number, name: name, result: result.rawValue, reason: reason, request: id)
    }
    context.show(answer, as: output.format)
  }
}
