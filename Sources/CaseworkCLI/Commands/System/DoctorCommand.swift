import ArgumentParser
import Casebook
import History
import LocalCluster
import Postgres

struct DoctorCommand: Subcommand {
  static var configuration: CommandConfiguration {
    var page = CommandConfiguration.page(
      "doctor", say("Examine the installation.", "检查安装是否完好。"),
      say(
        """
        Makes what this program would install in a throw-away database and compares everything: \
        tables, constraints, triggers, rules, policies, views, functions, rights, definitions. Then \
        the rows: cases against their history, balances against the ledger, actors against the \
        grants. Changes nothing in the database. Exit code 5 when something is wrong. For \
        administrators.

        The throw-away database needs a superuser of the server; else a server of its own is started \
        where PostgreSQL's programs of the same version are installed.
        """,
        """
        在一个临时数据库中安装本程序应有的内容，并逐项比对：表、约束、触发器、规则、策略、视图、函数、权限、\
        流程定义；再比对数据：个案与其历史、余额与分类账、操作人与授权。不改动该数据库。发现问题时退出码为 5。\
        供管理员使用。

        建立临时数据库需要服务器的超级用户；否则在装有同版本 PostgreSQL 程序的机器上另行启动一个服务器。
        """),
      example: "casework doctor")
    page.ungroupedSubcommands = [DoctorStaffingCommand.self]
    return page
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let findings = try Doctor(
      session,
      comparingOn: [{ try sameServer(session, in: context) }, { try ownServer(like: session) }]
    ).examine()
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

  private func sameServer(_ session: Session, in context: Context) throws -> ReferenceServer {
    let parameters = try context.connectionParameters(connection, for: .administration)
    return ReferenceServer(session.connection) { name in
      var own = parameters
      own.keywords["dbname"] = name
      return try context.session(own)
    }
  }

  /// How definitions are printed differs between major versions.
  private func ownServer(like session: Session) throws -> ReferenceServer {
    let cluster = try TemporaryCluster.shared()
    let server = try Connection.connect(cluster.connectionParameters(database: "postgres"))
    guard server.serverVersion / 10_000 == session.connection.serverVersion / 10_000 else {
      throw CasebookError.wrongSettings(
        "the PostgreSQL installed here is \(server.serverVersion / 10_000)")
    }
    return ReferenceServer(server) { name in
      Session(try Connection.connect(cluster.connectionParameters(database: name)))
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
    let inline =
      isPlain && !finding.objects.isEmpty ? ": " + finding.objects.joined(separator: ", ") : ""
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
    case .tables: say("Tables that were not read", "未读取的表")
    case .history: say("Cases and their history", "个案与其历史")
    case .balances: say("Balances and the ledger", "余额与分类账")
    case .actors: say("Who acted, and the grants", "操作人与授权")
    case .gaps: say("Numbers of rows", "行编号")
    }
  }

  private static func advice(_ subject: DoctorFinding.Subject) -> String? {
    switch subject {
    case .server:
      say(
        "Update to 15.20 or newer: older releases let a member change policies.",
        "请升级至 15.20 或更高版本：旧版本存在策略漏洞。")
    case .durability: say("Acknowledged work can be lost in a crash.", "崩溃时已确认的操作可能丢失。")
    case .schema:
      say(
        "Ask the deployers who changed it. casework init puts functions and rights right, not tables.",
        "请向部署人员查明由谁改动。casework init 可恢复函数和权限，不能恢复表。")
    case .functions, .privileges: say("Put right by: casework init", "修复：casework init")
    case .tables:
      say(
        "Reading them could run what somebody put there: run nothing as a superuser before it is known.",
        "读取它们可能会执行他人放入的代码：查明之前，不要以超级用户运行任何命令。")
    case .history, .balances, .actors:
      say(
        "Somebody changed rows past the functions. Compare with the kept checkpoints.",
        "有人绕过函数改动了数据。请与留存的检查点比对。")
    case .gaps: nil
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
