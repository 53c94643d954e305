import ArgumentParser
import Casebook
import History

struct BatchImportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "import", say("Enter the bank's answers.", "导入银行的答复。"),
      say(
        """
        ISO 20022 pain.002 or camt.054, or with --template the bank's own list. An answer counts when \
        reference, amount and account are those of a payment that left; everything else is listed and \
        changes nothing. Reading a file twice changes nothing.
        """,
        """
        支持 ISO 20022 pain.002 与 camt.054；用 --template 读取银行自有清单。\
        编号、金额、账户均与已发出的付款相符才生效；其余只列出，不作任何改动。重复导入不产生改动。
        """),
      example: """
        casework batch import answer.xml
        casework batch import result.csv --template answers.json
        """)
  }

  @Argument(help: .init(say("The bank's file.", "银行文件。")))
  var file: String
  @Option(
    help: .init(
      say("How the bank's list is written (docs/payments.md).", "银行清单的格式（见 docs/payments.md）。"),
      valueName: "file"))
  var template: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let (answers, digest) = try readFile()
    let open = answers.filter { $0.status == .pending || !$0.isComplete }
    for answer in open {
      context.tell(
        say("line \(answer.line): ", "第 \(answer.line) 行：") + answer.reference + " " + answer.word
          + ": "
          + (answer.status == .pending
            ? say("no final answer", "尚无最终结果")
            : say("it names neither amount nor batch", "既无金额，也无批次号")))
    }
    guard open.count < answers.count else {
      throw Failure.usage(
        say(
          "\(file) has no answer that could be entered; nothing was changed.",
          "\(file) 没有可导入的答复；未作任何改动。"))
    }
    let session = try context.connect(connection)
    let answer = try context.send(
      request, over: session, "batch import", [digest.description]
    ) { id in try session.enterAnswers(answers, of: digest, request: id) }
    for item in answer["listed"]?.elements ?? [] {
      let line = item["line"].map { Listing.text(of: $0) } ?? ""
      context.tell(
        say("line \(line): ", "第 \(line) 行：") + (item["reference"]?.text ?? "") + " "
          + (item["amount"]?.text ?? "") + ": " + Self.text(item["why"]?.text ?? ""))
    }
    let counts = ["settled", "returned", "listed"].map { answer[$0]?.elements?.count ?? 0 }
    context.confirm(
      answer,
      say(
        "\(counts[0]) paid, \(counts[1]) came back, \(counts[2] + open.count) listed",
        "已支付 \(counts[0]) 笔，退回 \(counts[1]) 笔，列出 \(counts[2] + open.count) 笔"),
      as: output.format)
  }

  private func readFile() throws -> ([BankAnswer], SHA256Hash) {
    let bytes = try InputFile.read(file, limit: 256 << 20)
    let digest = SHA256Hash(of: bytes)
    do {
      guard let template else { return (try BankAnswer.read(message: bytes), digest) }
      let form = try BatchExportCommand.template(template)
      return (try BankAnswer.read(list: bytes, template: form), digest)
    } catch let mistake as BankFileMistake {
      throw Failure(
        .usage, "\(file):\(mistake.line): " + Self.text(mistake.kind),
        details: [say("Nothing was changed.", "未作任何改动。")])
    }
  }

  static func text(_ kind: BankFileMistake.Kind) -> String {
    switch kind {
    case .encoding(let name): say("This is not \(name).", "编码不是 \(name)。")
    case .xml(let expected): say("Expected \(expected).", "此处应为 \(expected)。")
    case .documentType:
      say(
        "A document type or an entity of its own is not read.", "不接受文档类型声明或自定义实体。")
    case .truncated: say("The file ends in the middle.", "文件不完整。")
    case .message(let name):
      say(
        "\(name) is neither pain.002 nor camt.054.", "\(name) 既不是 pain.002 也不是 camt.054。")
    case .columns(let found, let expected):
      say("\(found) values; expected \(expected).", "有 \(found) 列，应为 \(expected) 列。")
    case .title(let found, let expected):
      say("The column is '\(found)'; expected '\(expected)'.", "列名为“\(found)”，应为“\(expected)”。")
    case .value(let column, let expected):
      say("\(column): expected \(expected).", "\(column)：应为 \(expected)。")
    case .template(let key):
      say("The template does not say '\(key)' as it should.", "模板中的“\(key)”有误。")
    }
  }

  private static func text(_ why: String) -> String {
    switch why {
    case "unknown_reference": say("no payment has this reference", "没有此编号的付款")
    case "own_payment":
      say("the money is yours: a colleague enters this answer", "这笔款项付给您本人，应由同事录入答复")
    case "another_batch": say("it answers another batch", "答复的是另一批次")
    case "another_amount": say("another amount was sent", "金额与发出的不符")
    case "another_account": say("it was sent to another account", "账户与发出的不符")
    case "never_sent": say("it never left", "该付款从未发出")
    case "answered_before": say("answered before", "此前已答复")
    case "answered_otherwise": say("answered otherwise before", "与此前的答复矛盾")
    case "two_answers": say("the file says paid and returned", "同一文件中既有支付又有退回")
    case "case_refuses": say("the case does not take it now", "个案目前不能办理")
    default: why
    }
  }
}
