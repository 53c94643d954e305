import ArgumentParser
import Casebook
import History

struct AttachCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "attach", say("Attach a document to a case.", "为个案上传材料。"),
      say(
        "At most 50 MiB. A second file for the same document is kept beside the first.",
        "单个文件至多 50 MiB。同一材料可再次上传，旧文件仍保留。"),
      example: "casework attach HG-2026-000123 income_proof payslip.pdf --issued-on 2026-10-31")
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The document, as the procedure names it.", "材料，用流程中的名称。")))
  var document: String
  @Argument(help: .init(say("The file.", "文件。")))
  var file: String
  @Option(help: .init(say("The day it was issued.", "出具日期。"), valueName: "yyyy-mm-dd"))
  var issuedOn: Day?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let content = try InputFile.read(file, limit: 50 << 20)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let session = try context.connect(connection)
    let digest = SHA256Hash(of: content).description
    let answer = try context.send(
      request, over: session, "attach", [subject.number, document, name, digest, issuedOn?.text]
    ) { id in
      try session.attach(
        subject.number, document: document, fileName: name, content: content,
        issuedOn: issuedOn?.text, request: id)
    }
    context.show(answer, as: output.format)
  }
}
