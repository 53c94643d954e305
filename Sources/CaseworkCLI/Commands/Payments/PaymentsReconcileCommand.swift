import ArgumentParser
import Casebook
import History

struct PaymentsReconcileCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "reconcile", say("Compare what was sent with what the bank says.", "核对已发送的付款与银行的记录。"),
      say(
        """
        For each payment that was under way in the period: what we have, what the bank's files say, and \
        whether both agree. The files are answers (pain.002, camt.054, with --template the bank's own \
        list) and statements of the account (camt.053). Without files: what was sent, answered and is \
        open. Then the balances of the money in transit at both ends, by payments and by the ledger. \
        Nothing is entered: that is 'batch import'.
        """,
        """
        逐笔列出期间内在途的付款：我方记录、银行文件的记录，以及是否一致。文件可为答复（pain.002、camt.054，\
        或用 --template 读取银行自有清单）和账户对账单（camt.053）。不给文件时，列出已发送、已答复与未了的付款。\
        最后列出期初、期末的在途余额，分别按付款和按账簿。本命令不作任何登记；登记请用 batch import。
        """),
      example: """
        casework payments reconcile --from 2026-11-01 --until 2026-11-30 statement.xml
        casework payments reconcile --from 2026-11-01 --until 2026-11-30 --format csv answer1.xml answer2.xml
        """)
  }

  @Argument(help: .init(say("The bank's files.", "银行文件。")))
  var files: [String] = []
  @Option(
    name: .customLong("from"),
    help: .init(say("The first day.", "起始日。"), valueName: "yyyy-mm-dd"))
  var since: Day
  @Option(help: .init(say("The last day.", "截止日。"), valueName: "yyyy-mm-dd"))
  var until: Day
  @Option(
    help: .init(
      say("How the bank's list is written (docs/payments.md).", "银行清单的格式（见 docs/payments.md）。"),
      valueName: "file"))
  var template: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    var answers: [(file: String, answer: BankAnswer)] = []
    var statements: [(file: String, statement: BankStatement)] = []
    for file in files {
      let bytes = try InputFile.read(file, limit: 256 << 20)
      do {
        if template == nil, let found = try BankStatement.read(bytes) {
          statements += found.map { (file, $0) }
        } else if let template {
          let list = try BankAnswer.read(
            list: bytes, template: try BatchExportCommand.template(template))
          answers += list.map { (file, $0) }
        } else {
          answers += try BankAnswer.read(message: bytes).map { (file, $0) }
        }
      } catch let mistake as BankFileMistake {
        throw Failure(.usage, "\(file):\(mistake.line): " + BatchImportCommand.text(mistake.kind))
      }
    }
    let session = try context.connect(connection)
    let report = BankReconciliation(
      try session.reconciliation(since: since.text, until: until.text), answers: answers,
      statements: statements)
    let text = ReconciliationText(report: report)
    switch output.format {
    case .json: context.output.writeLine(text.data.compact)
    case .csv, .jsonl: text.listing(titles: false).write(to: context, format: output.format)
    case .table:
      if !report.lines.isEmpty {
        text.listing(titles: true).write(to: context, format: .table)
        context.output.writeLine()
      }
      for line in text.sums(context.paint) { context.output.writeLine(line) }
    }
  }
}
