import ArgumentParser
import Casebook
import History

struct ListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List cases, the newest first.", "列出个案，最新的在前。"),
      say(
        "As far as you may see them. 'inbox' lists what waits for you.", "仅列出您有权查看的个案。待您办理的见 inbox。"
      ),
      example: """
        casework list --workflow hardship_grant --overdue
        casework list --closed --format csv --limit 10000
        """)
  }

  @Option(help: .init(say("Only this procedure.", "仅此流程。"), valueName: "name"))
  var workflow: String?
  @Option(help: .init(say("Only in this state.", "仅此状态。"), valueName: "name"))
  var state: String?
  @Flag(help: .init(say("Only cases that have ended.", "仅已结个案。")))
  var closed = false
  @Flag(help: .init(say("Only cases that go on.", "仅未结个案。")))
  var open = false
  @Flag(help: .init(say("Only past their deadline.", "仅已逾期。")))
  var overdue = false
  @Option(help: .init(say("At most so many.", "至多多少条。"), valueName: "count"))
  var limit = 50
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let filter = Session.CaseFilter(
      workflow: workflow, state: state, isClosed: closed == open ? nil : closed,
      isOverdue: overdue, limit: limit)
    CaseListing.listing(try session.cases(filter)).write(to: context, format: output.format)
  }
}

/// Cases in columns.
enum CaseListing {
  static func listing(_ rows: [JSON]) -> Listing {
    Listing(
      [
        .init("number", say("Case", "个案")), .init("workflow", say("Procedure", "流程")),
        .init("state", say("State", "状态")), .init("applicant", say("Applicant", "当事人")),
        .init("opened_on", say("Opened", "开立"), .day),
        .init("due_at", say("Due", "期限"), .instant),
        .init("held", say("On hold", "暂停"), .mark), .init("paid", say("Paid", "已支付"), .number),
      ], rows: rows, empty: say("There is no such case that you may see.", "没有您可查看的此类个案。"))
  }
}
