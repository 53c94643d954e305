import ArgumentParser
import Casebook
import History

struct ReceiptCommitCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "commit", say("Announce a sample before the payments are made.", "在付款之前公布抽样承诺。"),
      say(
        """
        Makes a secret seed in --seed (or takes what is there) and keeps its SHA-256 with the size of \
        the sample, so that neither the auditor can choose the recipients later nor who pays can know \
        them before. Payments made from now on can be drawn: until --until, or until the drawing.
        """,
        """
        在 --seed 文件中生成保密种子（已有则沿用），并登记其 SHA-256 与样本数量：审计员事后不能挑选，付款人员事前也无从得知。\
        自此刻起的付款可被抽中，截至 --until，或截至抽取之时。
        """),
      example: "casework receipt commit --seed seed.txt --size 20 --until 2026-12-31")
  }

  @Option(help: .init(say("The file of the seed; keep it secret.", "种子文件，须保密。"), valueName: "file"))
  var seed: String
  @Option(help: .init(say("How many payments to draw.", "抽取笔数。"), valueName: "number"))
  var size: Int
  @Option(help: .init(say("Only payments of this procedure.", "仅限该流程的付款。"), valueName: "name"))
  var programme: String?
  @Option(help: .init(say("The last day of payments.", "付款的截止日。"), valueName: "yyyy-mm-dd"))
  var until: Day?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let secret = try ReceiptSeed.make(seed)
    let answer = try context.send(
      request, over: session, "receipt commit", [secret, String(size), programme, until?.text]
    ) { id in
      try session.commitReceipts(
        seed: secret, size: size, programme: programme, until: until?.text, request: id)
    }
    let number = answer["sample"].map { Listing.text(of: $0) } ?? ""
    context.confirm(
      answer,
      say(
        "Sample \(number): \(size) payments will be drawn with the seed in \(seed).",
        "样本 \(number)：将用 \(seed) 中的种子抽取 \(size) 笔付款。"), as: output.format)
  }
}
