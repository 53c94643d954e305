import ArgumentParser
import Casebook

struct AuditReadingsCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "readings",
      say("Who read which protected content, and why.", "谁查阅了哪些受保护的内容、理由何在。"),
      say(
        """
        The newest first. For auditors every reading of the cases they audit; for supervisors the \
        readings beyond somebody's limits (show --break-glass). Where an auditor sees number, date \
        and price only, as in counselling, the reason is left out: it may name somebody.
        """,
        """
        最新的在前。审计员可见其审计范围内的全部查阅；主管可见越权查阅（show --break-glass）。\
        对审计员只见编号、日期和价格的个案（如心理咨询），不显示理由，以免透露姓名。
        """),
      example: """
        casework audit readings --waiting --as zhao
        casework audit readings --case LA-2026-000004 --format csv --as sun
        """)
  }

  @Option(
    name: .customLong("case"),
    help: .init(say("Only this case.", "仅此个案。"), valueName: "number"))
  var number: String?
  @Option(help: .init(say("Only by this login.", "仅此登录名。"), valueName: "name"))
  var login: String?
  @Option(help: .init(say("Only from this day on.", "仅自该日起。"), valueName: "yyyy-mm-dd"))
  var since: Day?
  @Flag(
    help: .init(
      say(
        "Only readings beyond limits that wait for somebody to acknowledge them.",
        "仅待审核的越权查阅。")))
  var waiting = false
  @Option(help: .init(say("At most so many.", "最多条数。"), valueName: "count"))
  var limit = 1000
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let readings = try session.readings(
      .init(
        caseNumber: number, login: login, since: since?.text, isWaiting: waiting, limit: limit))
    Listing(
      [
        .init("reading", say("Reading", "查阅"), .number), .init("at", say("At", "时间"), .instant),
        .init("by", say("By", "查阅人")), .init("role", say("Role", "角色")),
        .init("case", say("Case", "个案")), .init("kind", say("Kind", "类别")),
        .init("document", say("Document", "材料"), .number),
        .init("until", say("Until", "至"), .instant), .init("reason", say("Reason", "理由")),
        .init("acknowledged_by", say("Acknowledged by", "审核人")),
      ], rows: readings, empty: say("No readings.", "没有查阅记录。")
    ).write(to: context, format: output.format)
  }
}
