import ArgumentParser
import Casebook
import History

struct BatchShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a batch with its payments.", "查看批次及其付款明细。"),
      say(
        "The digest it prints is what 'batch release' takes.", "其中的内容摘要供 batch release 使用。"),
      example: "casework batch show PB-2026-000001")
  }

  @Argument(help: .init(say("The batch.", "批次编号。")))
  var batch: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let data = try Failure.naming(batch: batch) { try session.batch(batch) }
    guard output.format == .table else { return context.show(Record(data), as: output.format) }
    let status = data["status"]?.text ?? ""
    context.output.writeLine(BatchCommand.line(data) + ", " + status)
    context.output.writeLine(say("content ", "内容摘要 ") + (data["sha256"]?.text ?? ""))
    Listing(
      [
        .init("reference", say("Reference", "付款编号")), .init("case", say("Case", "个案")),
        .init("holder", say("Holder", "户名")), .init("account", say("Account", "账号")),
        .init("bank", say("Bank", "银行")), .init("amount", say("Amount", "金额"), .number),
        .init("status", say("Status", "状态")),
      ], rows: data["lines"]?.elements ?? [], empty: ""
    ).write(to: context, format: .table)
  }
}
