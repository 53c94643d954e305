import ArgumentParser
import Casebook
import History

struct RecoveryListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("Plans that are not yet received in full.", "尚未收齐的追回计划。"),
      say(
        "The longest overdue first. An instalment is overdue the day after its day.",
        "逾期最久的在前。到期次日起为逾期。"),
      example: "casework recovery list --overdue")
  }

  @Flag(help: .init(say("Only those with an overdue instalment.", "仅列出有逾期的。")))
  var overdue = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    var rows = try session.recoveries(overdueOnly: overdue)
    if output.format == .table {
      rows = rows.map { row in
        .object(
          (row.members ?? []).map {
            $0.key == "status"
              ? .init("status", .string(RecoveryCommand.name(of: $0.value.text ?? ""))) : $0
          })
      }
    }
    Listing(
      [
        .init("case", say("Case", "个案")), .init("unit", say("Unit", "单位")),
        .init("total", say("Total", "总额"), .number),
        .init("received", say("Received", "已收"), .number),
        .init("overdue", say("Overdue", "逾期"), .number),
        .init("next", say("Next", "下期")), .init("days_overdue", say("Days", "逾期天数"), .number),
        .init("status", say("Status", "状态")),
      ], rows: rows,
      empty: overdue
        ? say("Nothing is overdue.", "没有逾期款项。") : say("Nothing is to come back.", "没有应追回的款项。")
    ).write(to: context, format: output.format)
  }
}
