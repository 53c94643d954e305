import ArgumentParser
import Casebook
import History

struct PayeeAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Enter a person's bank account.", "登记一位人员的收款账户。"),
      say(
        """
        An account that the person had is superseded by it. Nothing is paid to it before somebody \
        else has verified it. A card number that begins with 62 must end in its right check digit. \
        An account in another name needs --proxy and the reason.
        """,
        """
        原有账户随即失效；账户须经另一人核对后才能付款。62 开头的卡号须通过校验位。\
        户名不是本人时，须用 --proxy 说明理由。
        """),
      example: """
        casework payee add 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10 --holder 陈红 --bank "Example Bank" \
        --cnaps 102100099996 --account card.txt
        """)
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var person: String
  @Option(help: .init(say("Whose name is on the account.", "户名。"), valueName: "name"))
  var holder: String
  @Option(help: .init(say("The bank's name.", "开户银行。"), valueName: "name"))
  var bank: String
  @Option(
    help: .init(say("The bank's 12 digits in CNAPS.", "联行号（12 位）。"), valueName: "digits"))
  var cnaps: String?
  @Option(
    help: .init(
      say("Why the money goes to somebody else.", "由他人代收的理由。"), valueName: "reason"))
  var proxy: String?
  @OptionGroup var number: AccountOption
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let account = try number.number()
    let session = try context.connect(connection)
    let payee = PayeeAccount(
      person: person, holder: holder, account: account, bank: bank, cnaps: cnaps,
      proxyReason: proxy)
    let answer = try Failure.naming(payee: person) {
      try context.send(
        request, over: session, "payee add", [person, holder, account, bank, cnaps, proxy]
      ) { id in try session.addPayee(payee, request: id) }
    }
    let id = answer["payee"]?.text ?? ""
    context.confirm(
      answer,
      say(
        "Account \(answer["account"]?.text ?? "") is entered as \(id). Somebody else verifies it: casework payee verify \(id) --account FILE",
        "账户 \(answer["account"]?.text ?? "") 已登记，编号 \(id)。请另一人核对：casework payee verify \(id) --account 文件"
      ),
      as: output.format)
  }
}
