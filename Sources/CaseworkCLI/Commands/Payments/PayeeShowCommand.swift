import ArgumentParser
import Casebook

struct PayeeShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show an account in full.", "查看完整的收款账户。"),
      say("For finance officers and releasers.", "限财务人员与放款复核人员。"),
      example: "casework payee show 5a0c6d9e-0a53-4c0e-b0f2-6a7d3c1b9e55")
  }

  @Argument(help: .init(say("The account's id.", "账户编号。")))
  var payee: String
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    context.show(
      Record(
        try Failure.naming(payee: payee) { try session.payee(payee) },
        lines: PayeeCommand.columns.map { .init(key: $0.key, title: $0.title, kind: $0.kind) } + [
          .init(key: "cnaps", title: say("CNAPS", "联行号")),
          .init(key: "proxy_reason", title: say("Why another holder", "代收理由")),
        ]), as: output.format)
  }
}
