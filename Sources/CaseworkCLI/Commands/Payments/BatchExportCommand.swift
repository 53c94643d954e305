import ArgumentParser
import Casebook
import History

struct BatchExportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "export", say("Write the file for the bank, once.", "生成交给银行的文件（仅一次）。"),
      say(
        """
        ISO 20022 pain.001.001.09, or with --template the bank's own list. What leaves is kept: \
        --copy gives the same bytes again and is on record.
        """,
        """
        默认为 ISO 20022 pain.001.001.09；用 --template 按银行的格式生成清单。\
        发出的内容会保存：--copy 再次给出完全相同的文件，并记录在案。
        """),
      example: """
        casework batch export PB-2026-000001 --output PB-2026-000001.xml
        casework batch export PB-2026-000001 --template bank.json --output list.csv
        """)
  }

  @Argument(help: .init(say("The batch.", "批次编号。")))
  var batch: String
  @Option(
    help: .init(
      say("The bank's template (docs/payments.md).", "银行模板（见 docs/payments.md）。"),
      valueName: "file"))
  var template: String?
  @Flag(help: .init(say("The file that left before.", "再次给出已发出的文件。")))
  var copy = false
  @Option(
    name: .shortAndLong,
    help: .init(say("Where to write it.", "写到哪里。"), valueName: "file"))
  var output: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?

  func run(in context: Context) throws {
    let columns = try template.map(Self.template)
    // Before it leaves: a second export is a copy.
    let file = try OutputFile(output)
    let session = try context.connect(connection)
    let (answer, id) = try Failure.naming(batch: batch) {
      try context.send(
        request, over: session, "batch export", [batch, columns?.compact, copy ? "copy" : nil]
      ) { id in (try session.exportBatch(batch, template: columns, copy: copy, request: id), id) }
    }
    try session.readBatchFile(batch, request: id) { piece in
      file.write(piece)
      try file.check()
    }
    try file.finish()
    context.tell(
      "\(output): " + BatchCommand.line(answer) + ", sha256 " + (answer["sha256"]?.text ?? ""))
  }

  static func template(_ path: String) throws -> JSON {
    do {
      return try JSON.parse(try InputFile.read(path, limit: 1 << 16))
    } catch let error as JSONError {
      throw Failure.usage(
        say("\(path) is not JSON: \(error)", "\(path) 不是 JSON：\(error)"),
        next: [#"{"columns": [{"title": "Account", "value": "account"}], "encoding": "GB18030"}"#])
    }
  }
}
