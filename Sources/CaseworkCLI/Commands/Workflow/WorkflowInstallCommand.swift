import ArgumentParser
import Casebook
import History

struct WorkflowInstallCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "install", say("Check workflow files and install them.", "检查并安装流程文件。"),
      say(
        """
        New cases follow the newest version; open cases stay with the version they were opened \
        under. The same file again changes nothing. For administrators.
        """,
        "新个案适用最新版本；已开立的个案仍按开立时的版本办理。重复安装同一文件不产生变化。供管理员使用。"),
      example: """
        casework workflow install workflows/hardship_grant.yaml
        casework workflow install --standard
        """)
  }

  @Argument(help: .init(say("The files.", "文件。")))
  var files: [String] = []
  @Flag(help: .init(say("The procedures that ship with casework.", "casework 自带的流程。")))
  var standard = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if files.isEmpty, !standard {
      throw ValidationError(
        say("Name a workflow file, or use --standard.", "请给出流程文件，或使用 --standard。"))
    }
  }

  func run(in context: Context) throws {
    var sources = try files.map { try WorkflowFiles.source($0) }
    if standard { sources += StandardFiles.workflows }
    // All are checked before the first is installed.
    let checked = try sources.map { try WorkflowFiles.checked($0, in: context) }
    let session = try context.connect(connection, for: .administration)
    let rows = try checked.map { try session.install($0) }
    let drafts = rows.filter { $0["draft"]?.bool == true }
    Listing(
      [
        .init("workflow", say("Procedure", "流程")),
        .init("version", say("Version", "版本"), .number),
        .init("repeated", say("Was there", "已安装"), .flag), .init("digest", "SHA-256"),
      ], rows: rows, empty: ""
    ).write(to: context, format: output.format)
    for draft in drafts {
      let name = draft["workflow"]?.text ?? ""
      context.tell(
        say(
          "\(name) is a draft until a second person has published it: casework workflow publish \(name) --reason …",
          "\(name) 现为草稿，须由第二人发布：casework workflow publish \(name) --reason ……"))
    }
  }
}
