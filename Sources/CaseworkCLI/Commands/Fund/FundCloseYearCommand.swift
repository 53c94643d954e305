import ArgumentParser
import Casebook

struct FundCloseYearCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "close-year", say("Propose to freeze, close or reopen a year.", "提议冻结、关闭或重开年度。"),
      say(
        "--freeze-from DAY: from that day the year takes no new reservation. --carry or --release: closes a year that "
          + "is over or frozen; what was approved is carried to the next year, what is only reserved is carried or "
          + "given back, the rest lapses. A closed year refuses everything; --reopen opens it again. A second "
          + "person confirms each.",
        "--freeze-from 日期：自该日起本年度不再接受新的预留。--carry 或 --release：关闭已结束或已冻结的年度；已批准的结转下年，仅预留的结转或释放，其余收回。"
          + "已关闭的年度拒绝一切操作；--reopen 可重开。均须由另一人确认。"),
      example: #"casework fund close-year hardship 2026 --carry --reason "end of the year""#)
  }

  @Argument(help: .init(say("The fund's code.", "资金代码。")))
  var code: String
  @Argument(help: .init(say("The year.", "年度。")))
  var year: Int
  @Option(
    help: .init(
      say("Take no new reservation from this day (YYYY-MM-DD).", "自该日起不再接受预留（YYYY-MM-DD）。"),
      valueName: "day"))
  var freezeFrom: Day?
  @Flag(help: .init(say("Close; carry reservations to the next year.", "关闭；预留结转下年。")))
  var carry = false
  @Flag(help: .init(say("Close; give reservations back.", "关闭；释放预留。")))
  var release = false
  @Flag(help: .init(say("Open the year again.", "重开年度。")))
  var reopen = false
  @Option(help: .init(say("Why, such as the decision.", "依据。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [freezeFrom != nil, carry, release, reopen].filter({ $0 }).count != 1 {
      throw ValidationError(
        say(
          "Give one of --freeze-from, --carry, --release and --reopen.",
          "请在 --freeze-from、--carry、--release、--reopen 中给出一个。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let deed = freezeFrom?.text ?? (carry ? "carry" : release ? "release" : "reopen")
    let proposal = try context.send(
      request, over: session, "fund close-year", [code, String(year), deed, reason]
    ) { id in
      if let freezeFrom {
        return try session.freezeYear(
          fund: code, year: year, from: freezeFrom.text, reason: reason, request: id)
      }
      if reopen {
        return try session.reopenYear(fund: code, year: year, reason: reason, request: id)
      }
      return try session.closeYear(
        fund: code, year: year, rule: carry ? .carry : .release, reason: reason, request: id)
    }
    context.show(proposal, as: output.format)
  }
}
