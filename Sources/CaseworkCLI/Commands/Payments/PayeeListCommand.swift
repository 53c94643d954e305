import ArgumentParser
import Casebook

struct PayeeListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List accounts by their last four digits.", "列出收款账户（仅显示后四位）。"),
      say(
        "Of one person with those superseded, or all that count.",
        "指定人员时包括已失效的账户；否则列出全部有效账户。"),
      example: "casework payee list")
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var person: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      PayeeCommand.columns, rows: try session.payees(of: person),
      empty: say(
        "There are no accounts. Enter one: casework payee add PERSON …",
        "没有收款账户。登记：casework payee add 人员编号 …")
    ).write(to: context, format: output.format)
  }
}
