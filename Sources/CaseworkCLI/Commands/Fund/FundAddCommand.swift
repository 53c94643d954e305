import ArgumentParser
import Casebook
import History

struct FundAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Add a fund.", "新增资金。"),
      say(
        "A fund has one currency and starts with nothing; 'fund allot' puts money in.",
        "一笔资金只有一种货币，起初为零；用 fund allot 划拨。"),
      example: #"casework fund add hardship --label "Hardship fund" --label-zh 困难补助资金"#)
  }

  @Argument(help: .init(say("The fund's code, as workflow files name it.", "资金代码，与流程文件一致。")))
  var code: String
  @Option(help: .init(say("Its name in English.", "英文名称。"), valueName: "text"))
  var label: String?
  @Option(help: .init(say("Its name in Chinese.", "中文名称。"), valueName: "text"))
  var labelZh: String?
  @Option(help: .init(say("ISO 4217 code.", "ISO 4217 货币代码。"), valueName: "code"))
  var currency = "CNY"
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    var texts: [JSON.Member] = []
    if let label { texts.append(.init("en", .string(label))) }
    if let labelZh { texts.append(.init("zh-Hans", .string(labelZh))) }
    let answer = try context.send(
      request, over: session, "fund add", [code, label, labelZh, currency]
    ) { id in
      try session.addFund(code: code, label: .object(texts), currency: currency, request: id)
    }
    context.confirm(
      answer,
      say("The fund \(code) is there, with nothing in it.", "资金 \(code) 已建立，额度为零。"),
      as: output.format)
  }
}
