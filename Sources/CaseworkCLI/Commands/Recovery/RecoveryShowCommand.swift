import ArgumentParser
import Casebook
import History

struct RecoveryShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a case's plan and what was received.", "查看个案的追回计划与实收情况。"),
      example: "casework recovery show HG-2026-000123")
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let data: JSON
    do {
      data = try session.recovery(of: subject.number)
    } catch {
      guard case .notFound = error else { throw error }
      throw Failure(
        .refused,
        say(
          "\(subject.number) has no plan, or it is not yours to see.",
          "\(subject.number) 没有追回计划，或您无权查看。"),
        next: ["casework recovery list"])
    }
    guard output.format == .table else { return context.show(Record(data), as: output.format) }
    func text(_ key: String) -> String { data[key].map { Listing.text(of: $0) } ?? "" }
    let status = RecoveryCommand.name(of: text("status"))
    context.output.writeLine(
      say(
        "\(text("case")): \(text("received")) of \(text("total")) received, \(status). \(text("reason"))",
        "\(text("case"))：应收 \(text("total"))，已收 \(text("received"))，\(status)。\(text("reason"))"))
    Listing(
      [
        .init("no", say("No.", "期次"), .number), .init("due", say("Due", "到期")),
        .init("amount", say("Amount", "金额"), .number),
        .init("received", say("Received", "已收"), .number),
        .init("overdue", say("Overdue", "逾期"), .mark),
      ], rows: data["instalments"]?.elements ?? [], empty: ""
    ).write(to: context, format: .table)
    let entries = data["entries"]?.elements ?? []
    guard !entries.isEmpty else { return }
    context.output.writeLine()
    Listing(
      [
        .init("entry", say("Entry", "记录"), .number), .init("at", say("At", "时间"), .instant),
        .init("amount", say("Received", "实收"), .number), .init("by", say("By", "经办")),
      ], rows: entries, empty: ""
    ).write(to: context, format: .table)
  }
}
