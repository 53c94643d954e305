import ArgumentParser
import Casebook

struct NoteCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "note", say("Add a note to a case.", "给个案添加备注。"),
      say(
        "A note is part of the history: it cannot be edited or removed, only followed by another.",
        "备注进入历史记录：不能修改或删除，只能再加一条。"),
      example: #"casework note HG-2026-000123 "Called; the payslip comes on Monday.""#)
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The note.", "备注内容。")))
  var text: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "note", [subject.number, text]
    ) { id in
      try session.note(subject.number, text: text, request: id)
    }
    context.show(answer, as: output.format)
  }
}
