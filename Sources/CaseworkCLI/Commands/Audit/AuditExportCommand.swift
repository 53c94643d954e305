public import ArgumentParser
public import Casebook
import History

struct AuditExportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "export", say("Write the history to a file.", "将历史导出到文件。"),
      say(
        """
        For auditors; what you may not see is not in it. Beside FILE the installation's id goes into \
        FILE.install, and with --payloads what the entries commit to into FILE.payloads.jsonl: \
        salt and body of confidentiality tier 1, the commitment alone of the other tiers, of what \
        was erased, and of bodies with private fields, unless --why says for the record why you \
        export them; and the workflow files behind them into FILE.definitions.jsonl.

        jsonl holds every field that is hashed: 'audit verify FILE' and any program written from \
        docs/history-format.md can verify it. csv is for spreadsheets and process mining; it \
        cannot be verified. All files appear when everything is written, or the old ones stay.
        """,
        """
        供审计员使用；无权查看的内容不会导出。安装编号写入“文件.install”；使用 --payloads 时，\
        记录所承诺的内容写入“文件.payloads.jsonl”：一级密级含盐值与正文；其他密级、已删除的内容以及含私密字段的正文仅含承诺值，后者须用 --why 登记理由方可导出；所依据的流程文件写入“文件.definitions.jsonl”。

        jsonl 含全部参与哈希的字段，可用 audit verify 核验，也可由任何按 docs/history-format.md 编写的程序核验。\
        csv 供电子表格和流程挖掘使用，不能核验。所有文件写完后一并出现，否则旧文件保持不变。
        """),
      example: """
        casework audit export --output history.jsonl --payloads --why "the year 2026" --as sun
        casework audit export --output march.csv --format csv --case HG-2026-000123
        """)
  }

  @Option(
    name: .shortAndLong,
    help: .init(say("The file to write.", "要写入的文件。"), valueName: "file"))
  var output: String
  @Option(
    help: .init(
      say("jsonl (can be verified) or csv.", "jsonl（可核验）或 csv。"), valueName: "format"))
  var format: ExportFormat = .jsonl
  @Option(
    name: .customLong("case"),
    help: .init(say("Only this case.", "仅此个案。"), valueName: "number"))
  var number: String?
  @Flag(help: .init(say("What the entries commit to as well.", "同时导出记录所承诺的内容。")))
  var payloads = false
  @Option(
    help: .init(
      say("Why private fields are exported; recorded.", "导出私密字段的理由；会留下记录。"),
      valueName: "text"))
  var why: String?
  @OptionGroup var connection: ConnectionOptions
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?

  func run(in context: Context) throws {
    guard why == nil || payloads else {
      throw ValidationError(say("--why is for --payloads.", "--why 须与 --payloads 同用。"))
    }
    let session = try context.connect(connection)
    if let why { try session.recordExport(why: why) }
    let progress = Progress(context.messages)
    let report: ExportReport
    do {
      report = try session.exportHistory(
        to: output, format: format, of: number, payloads: payloads
      ) { count in
        progress.show(say("\(count) entries", "\(count) 条记录"))
      }
    } catch let failure as ExportFiles.Failure {
      progress.end()
      throw Failure.usage(
        say("Cannot write \(failure.path): ", "无法写入 \(failure.path)：")
          + Errno.text(failure.code))
    } catch {
      progress.end()
      throw error
    }
    progress.end()
    context.output.writeLine(
      say(
        "\(output): \(report.entries) entries of \(report.cases) cases, installation \(report.install)",
        "\(output)：\(report.cases) 个个案的 \(report.entries) 条记录，安装编号 \(report.install)"))
    if payloads {
      context.output.writeLine(
        say(
          "\(output).payloads.jsonl: \(report.payloads) payloads, \(report.payloadsAbsent) erased or not for you",
          "\(output).payloads.jsonl：\(report.payloads) 份内容，\(report.payloadsAbsent) 份已删除或您无权查看"))
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
