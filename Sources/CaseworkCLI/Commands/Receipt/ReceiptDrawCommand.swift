import ArgumentParser
import Casebook
import History

struct ReceiptDrawCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "draw", say("Show the seed and draw the sample.", "公开种子并抽取样本。"),
      say(
        "Once. Anybody can draw again: 'receipt list --lines' prints what was drawn from; the SHA-256 of the seed, "
          + "a blank and a line is its rank, and the lowest ranks are the sample.",
        "只能抽取一次。任何人都可复核：receipt list --lines 列出全部付款；“种子 空格 行”的 SHA-256 为排位，排位最小者入样。"),
      example: "casework receipt draw 3 --seed seed.txt")
  }

  @Argument(help: .init(say("The sample's number.", "样本编号。")))
  var sample: Int64
  @Option(help: .init(say("The file of the seed.", "种子文件。"), valueName: "file"))
  var seed: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let secret = try ReceiptSeed.read(seed)
    let answer = try context.send(
      request, over: session, "receipt draw", [String(sample), secret]
    ) { id in try session.drawReceipts(sample: sample, seed: secret, request: id) }
    func text(_ key: String) -> String { answer[key].map { Listing.text(of: $0) } ?? "" }
    context.confirm(
      answer,
      say(
        "Sample \(sample): \(text("drawn")) of \(text("payments")) payments are drawn.\n  casework receipt list \(sample)",
        "样本 \(sample)：\(text("payments")) 笔付款中抽出 \(text("drawn")) 笔。\n  casework receipt list \(sample)"
      ),
      as: output.format)
  }
}
