import ArgumentParser
import Glibc
import Workflows

struct WorkflowFormatCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "format", say("Lay workflow files out in one way.", "统一流程文件的排版。"),
      say(
        """
        Indents, aligns and breaks lines; keeps every comment and paragraph, and never changes what \
        a file means. An expression that YAML would cut short gets its quotes. Also for calendars and \
        maps. A file with syntax errors is left as it is.

        With --check nothing is written: files that would change are named, exit code 1.
        """,
        """
        调整缩进、对齐和换行；保留全部注释和段落，不改变文件的含义。会被 YAML 截断的表达式将补上引号。\
        日历和映射文件同样适用。有语法错误的文件保持原样。

        使用 --check 时不写入文件：列出需要调整的文件，退出码为 1。
        """),
      example: """
        casework workflow format workflows/hardship_grant.yaml
        casework workflow format --check workflows/*.yaml
        """)
  }

  @Argument(help: .init(say("The files; - is standard input.", "文件；- 表示标准输入。")))
  var files: [String]
  @Flag(help: .init(say("Only say which files would change.", "只说明哪些文件需要调整。")))
  var check = false
  @Flag(help: .init(say("Print instead of writing the file.", "输出到屏幕，不写入文件。")))
  var stdout = false

  func validate() throws {
    if check, stdout {
      throw ValidationError(
        say("--check and --stdout exclude each other.", "--check 与 --stdout 不能同时使用。"))
    }
  }

  func run(in context: Context) throws {
    var refused = 0
    var different = 0
    for file in files {
      let bytes = try InputFile.read(file, limit: WorkflowFiles.limit)
      switch WorkflowLayout.format(bytes: bytes, file: file) {
      case .refused(let diagnostics):
        refused += 1
        WorkflowFiles.show(diagnostics, in: context)
      case .unsafe:
        refused += 1
        context.messages.writeLine(
          say(
            "\(file): cannot be laid out without changing what it means; it is left as it is.",
            "\(file)：无法在不改变含义的情况下调整排版，保持原样。"))
      case .laidOut(let laidOut):
        if stdout || file == "-" && !check {
          context.output.write(bytes: laidOut)
        } else if laidOut != bytes {
          different += 1
          if !check { try FileReplacement.replace(file, with: laidOut) }
          context.output.writeLine(file)
        }
      }
    }
    if refused > 0 {
      throw Failure(
        .refused,
        say("\(refused) file(s) were left as they are.", "\(refused) 个文件保持原样。"))
    }
    if check, different > 0 {
      throw Failure(
        .refused, say("\(different) file(s) would change.", "\(different) 个文件需要调整。"),
        next: ["casework workflow format " + files.map(Shell.quoted).joined(separator: " ")])
    }
  }
}
