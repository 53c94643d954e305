import ArgumentParser
import Casebook
import History
import Workflows

struct WorkflowCheckCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "check", say("Check workflow files, without a database.", "检查流程文件，不需要数据库。"),
      say(
        """
        Every mistake at once, each with file, line, column, an excerpt and a hint. Exit code 1 \
        when there is an error; warnings alone are 0.
        """,
        "一次列出全部错误，附文件、行、列、原文及提示。有错误时退出码为 1；仅有警告为 0。"),
      example: "casework workflow check workflows/hardship_grant.yaml")
  }

  @Argument(help: .init(say("The files.", "文件。")))
  var files: [String]
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    var rows: [JSON] = []
    var errors = 0
    for file in files {
      let source = try WorkflowFiles.source(file)
      let result = CheckedWorkflow.read(source) { WorkflowFiles.calendar($0, for: file) }
      WorkflowFiles.show(result.diagnostics, in: context)
      var problems = result.diagnostics.filter { $0.severity == .error }.count
      if let missing = result.missing {
        problems += 1
        context.messages.writeLine(
          say("\(file): there is no calendar '\(missing)'.", "\(file)：没有日历“\(missing)”。"))
      }
      errors += problems
      let warnings = result.diagnostics.filter { $0.severity == .warning }.count
      rows.append(
        .object([
          .init("file", .string(file)),
          .init("workflow", result.workflow.map { .string($0.workflow.name) } ?? .null),
          .init("version", result.workflow.map { .integer($0.workflow.version) } ?? .null),
          .init("errors", .integer(problems)), .init("warnings", .integer(warnings)),
          .init("sha256", result.workflow.map { .string($0.digest) } ?? .null),
        ]))
    }
    Listing(
      [
        .init("file", say("File", "文件")), .init("workflow", say("Procedure", "流程")),
        .init("version", say("Version", "版本"), .number),
        .init("errors", say("Errors", "错误"), .number),
        .init("warnings", say("Warnings", "警告"), .number),
      ], rows: rows, empty: ""
    ).write(to: context, format: output.format)
    if errors > 0 {
      throw Failure(
        .refused, say("\(errors) error(s) found.", "发现 \(errors) 处错误。"))
    }
  }
}
