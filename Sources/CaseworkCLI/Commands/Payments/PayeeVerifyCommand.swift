import ArgumentParser
import Casebook
import History

struct PayeeVerifyCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "verify", say("Verify an account that somebody else entered.", "核对他人登记的账户。"),
      say(
        "Enter the number once more, from the card or the letter, not from the screen.",
        "请依据银行卡或证明材料再次录入账号，而不是照屏幕抄写。"),
      example: "casework payee verify 5a0c6d9e-0a53-4c0e-b0f2-6a7d3c1b9e55 --account card.txt")
  }

  @Argument(help: .init(say("The account's id.", "账户编号。")))
  var payee: String
  @OptionGroup var number: AccountOption
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let account = try number.number()
    let session = try context.connect(connection)
    let answer = try Failure.naming(payee: payee) {
      try context.send(request, over: session, "payee verify", [payee, account]) { id in
        try session.verifyPayee(payee, account: account, request: id)
      }
    }
    context.confirm(
      answer,
      say(
        "Account \(answer["account"]?.text ?? "") is verified.",
        "账户 \(answer["account"]?.text ?? "") 已核对。"),
      as: output.format)
  }
}
