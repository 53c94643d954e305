import ArgumentParser
import Casebook
import History

struct InboxCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "inbox", say("What waits for you, the most urgent first.", "待您办理的个案，最紧急的在前。"),
      say(
        "With the actions and checks that are yours by role and by separation of duties.",
        "附按角色和职责分离应由您执行的操作与核查。"),
      example: "casework inbox --as zhao")
  }

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("case", say("Case", "个案")), .init("workflow", say("Procedure", "流程")),
        .init("state", say("State", "状态")), .init("applicant", say("Applicant", "当事人")),
        .init("due", say("Due", "期限"), .instant),
        .init("overdue", say("Overdue", "逾期"), .mark),
        .init("actions", say("You can", "可执行")), .init("checks", say("Checks", "待核查")),
      ], rows: try session.inbox(), empty: say("Nothing waits for you.", "没有待办。")
    ).write(to: context, format: output.format)
    let waiting =
      output.format == .table ? try session.readings(.init(isWaiting: true, limit: 20)) : []
    for reading in waiting {
      func text(_ key: String) -> String { reading[key].map { Listing.text(of: $0) } ?? "" }
      context.tell(
        say(
          "\(text("by")) read \(text("case")) beyond their limits: \(text("reason"))",
          "\(text("by")) 越权查阅了 \(text("case"))：\(text("reason"))")
          + "\n  casework audit acknowledge \(text("reading"))")
    }
  }
}
