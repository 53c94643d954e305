import ArgumentParser
import Casebook
import History

struct BatchPrepareCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "prepare", say("Put approved cases into a batch.", "将已批准的个案编成付款批次。"),
      say(
        """
        Takes every case whose procedure waits for a batch, or those named, and fixes what will be \
        sent: amounts, accounts, one file. A case whose account is not verified, or is not the one \
        that was approved, is left out and listed. Another person releases the batch.
        """,
        """
        收入所有等待批量付款的个案（或指定的个案），并固定金额、账户和文件内容。\
        账户未核对或与批准时不一致的个案不收入，并列出原因。批次须由另一人复核放行。
        """),
      example: """
        casework batch prepare --payer "Example Federation" --account payer.txt --bank "Example Bank"
        casework batch prepare --programme hardship_grant --limit 50 --payer "Example Federation" \
        --account payer.txt --bank "Example Bank"
        """)
  }

  @Argument(help: .init(say("The cases; all that wait when left out.", "个案编号；不填则全部。")))
  var cases: [String] = []
  @Option(help: .init(say("Only cases of this procedure.", "仅限该流程的个案。"), valueName: "name"))
  var programme: String?
  @Option(help: .init(say("The most payments in the file.", "文件中的最多笔数。"), valueName: "number"))
  var limit = 10_000
  @Option(help: .init(say("Who pays, as the bank knows it.", "付款单位户名。"), valueName: "name"))
  var payer: String
  @OptionGroup var number: AccountOption
  @Option(help: .init(say("The paying bank.", "付款银行。"), valueName: "name"))
  var bank: String
  @Option(
    help: .init(say("The paying bank's 12 digits in CNAPS.", "付款行联行号。"), valueName: "digits"))
  var cnaps: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let plain = cases.allSatisfy { number in
      number.utf8.allSatisfy {
        $0 == UInt8(ascii: "-") || (48...57).contains($0) || (65...90).contains($0)
      }
    }
    guard plain else {
      throw ValidationError(
        say("A case is named by its number: HG-2026-000123.", "请写个案编号，如 HG-2026-000123。"))
    }
  }

  func run(in context: Context) throws {
    let account = try number.number()
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "batch prepare",
      [payer, account, bank, cnaps, programme, String(limit)] + cases.map { $0 }
    ) { id in
      try session.prepareBatch(
        from: Payer(name: payer, account: account, bank: bank, cnaps: cnaps),
        programme: programme, cases: cases.isEmpty ? nil : cases, limit: limit, request: id)
    }
    for item in answer["left_out"]?.elements ?? [] {
      context.tell(say("left out: ", "未收入：") + Failure.leftOut(item))
    }
    let sha256 = answer["sha256"]?.text ?? ""
    context.confirm(
      answer,
      BatchCommand.line(answer) + "\n" + say("content ", "内容摘要 ") + sha256, as: output.format)
  }
}
