import ArgumentParser
import Casebook
import History

struct DoctorCommand: Subcommand {
  static var configuration: CommandConfiguration {
    var page = CommandConfiguration.page(
      "doctor", say("Examine the installation.", "检查安装是否完好。"),
      say(
        """
        Compares the database with what this program would install: functions, definitions, rights, \
        triggers, logins, server version, calendars. Changes nothing. Exit code 5 when something is \
        wrong. For administrators.
        """,
        """
        将数据库与本程序应安装的内容比对：函数、流程定义、权限、触发器、登录名、服务器版本、日历。\
        不作任何改动。发现问题时退出码为 5。供管理员使用。
        """),
      example: "casework doctor")
    page.ungroupedSubcommands = [DoctorStaffingCommand.self]
    return page
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let findings = try Doctor(session).examine()
    if output.format == .table {
      for finding in findings { show(finding, in: context) }
    } else {
      Listing(
        [.init("check", ""), .init("status", ""), .init("found", "")],
        rows: findings.map(Self.json), empty: ""
      ).write(to: context, format: output.format)
    }
    let faults = findings.filter { $0.severity == .fault }
    if !faults.isEmpty {
      throw Failure(
        .integrity,
        say("\(faults.count) of the checks failed.", "\(faults.count) 项检查未通过。"),
        next: ["casework init"])
    }
  }

  private static func json(_ finding: DoctorFinding) -> JSON {
    .object([
      .init("check", .string(finding.subject.rawValue)),
      .init("status", .string(finding.severity.rawValue)),
      .init("found", .array(finding.objects.map(JSON.string))),
    ])
  }

  private func show(_ finding: DoctorFinding, in context: Context) {
    let mark =
      switch finding.severity {
      case .ok: context.paint("✓", .green)
      case .warning: context.paint("!", .yellow)
      case .fault: context.paint("✗", .red)
      }
    let isPlain = finding.severity == .ok || finding.objects.count == 1
    let inline = isPlain && !finding.objects.isEmpty ? ": " + finding.objects.joined() : ""
    context.output.writeLine("\(mark) \(Self.title(finding.subject))\(inline)")
    if !isPlain { for object in finding.objects { context.output.writeLine("    " + object) } }
    if finding.severity != .ok, let advice = Self.advice(finding.subject) {
      context.output.writeLine("    " + context.paint(advice, .faint))
    }
  }

  private static func title(_ subject: DoctorFinding.Subject) -> String {
    switch subject {
    case .server: say("Server", "服务器")
    case .durability: say("Durability", "持久性设置")
    case .schema: say("Schema", "数据库结构")
    case .functions: say("Functions", "函数")
    case .clockAndActor: say("Clock and actor", "时钟与操作人函数")
    case .privileges: say("Privileges", "权限")
    case .triggers: say("Triggers", "触发器")
    case .logins: say("Logins of the staff", "人员登录名")
    case .definitions: say("Installed procedures", "已安装流程")
    case .calendars: say("Calendars", "日历")
    }
  }

  private static func advice(_ subject: DoctorFinding.Subject) -> String? {
    switch subject {
    case .server:
      say(
        "Update to 15.20 or newer: older releases let a member change policies.",
        "请升级至 15.20 或更高版本：旧版本存在策略漏洞。")
    case .durability: say("Acknowledged work can be lost in a crash.", "崩溃时已确认的操作可能丢失。")
    case .schema, .functions, .privileges: say("Put right by: casework init", "修复：casework init")
    case .clockAndActor:
      say(
        "A test clock or actor decides here: never trust this history.", "此处由测试用的时钟或操作人函数决定：该历史不可信。"
      )
    case .triggers: say("Ask who switched it off; then: casework init", "查明由谁关闭；然后：casework init")
    case .logins: nil
    case .definitions:
      say("Put right by: casework workflow install FILE", "修复：casework workflow install 文件")
    case .calendars: say("Install the calendar of the next year.", "请安装下一年度的日历。")
    }
  }
}
