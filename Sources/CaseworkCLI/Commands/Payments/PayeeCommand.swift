import ArgumentParser
import History

struct PayeeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "payee", say("The bank accounts that money for people goes to.", "收款账户登记。"),
      [
        PayeeAddCommand.self, PayeeVerifyCommand.self, PayeeListCommand.self,
        PayeeShowCommand.self,
      ])
  }

  /// The members of an account that a table shows.
  static var columns: [Listing.Column] {
    [
      .init("payee", say("ID", "编号")), .init("name", say("Person", "当事人")),
      .init("holder", say("Holder", "户名")), .init("account", say("Account", "账号")),
      .init("bank", say("Bank", "银行")), .init("status", say("Status", "状态")),
      .init("added_by", say("Entered by", "登记人")),
      .init("verified_by", say("Verified by", "核对人")),
    ]
  }
}

/// An account number, which does not belong on a command line that others can see.
struct AccountOption: ParsableArguments {
  @Option(
    help: .init(
      say(
        "A file that holds the account number; - is standard input.",
        "存有账号的文件；- 表示标准输入。"), valueName: "file"))
  var account: String

  func number() throws -> String {
    let bytes = try InputFile.read(account, limit: 4096)
    let text = String(decoding: bytes, as: UTF8.self)
    return String(text.split(whereSeparator: \.isNewline).first ?? "")
  }
}
