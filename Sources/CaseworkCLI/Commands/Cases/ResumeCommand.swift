import ArgumentParser
import Casebook

struct ResumeCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "resume", say("Go on with a case that is on hold.", "恢复暂停的个案。"),
      example: "casework resume HG-2026-000123")
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(request, over: session, "resume", [subject.number]) { id in
      try session.resume(subject.number, request: id)
    }
    context.show(answer, as: output.format)
  }
}
