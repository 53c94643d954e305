import ArgumentParser
import Casebook
import History

struct ReceiptListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List samples, or who is to be asked in one.", "列出样本，或某一样本中应询问的受助人。"),
      say(
        "Auditors see every payment of theirs; who works on cases sees those of the cases. --lines prints, for "
          + "auditors, all payments that the sample was drawn from.",
        "审计员可查看全部；经办人员可查看所办个案的部分。--lines 供审计员列出抽样所依据的全部付款。"),
      example: """
        casework receipt list
        casework receipt list 3 --waiting
        """)
  }

  @Argument(help: .init(say("The sample's number.", "样本编号。")))
  var sample: Int64?
  @Flag(help: .init(say("Only who has not been asked.", "仅列出尚未询问的。")))
  var waiting = false
  @Flag(help: .init(say("What the sample was drawn from.", "抽样所依据的全部付款。")))
  var lines = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if sample == nil, waiting || lines {
      throw ValidationError(say("Name the sample.", "请给出样本编号。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    guard let sample else { return try listSamples(session, in: context) }
    do {
      if lines {
        for line in try session.receiptLines(sample: sample) { context.output.writeLine(line) }
        return
      }
      try list(try session.receipts(sample: sample, waiting: waiting), in: context)
    } catch CasebookError.notFound {
      throw Failure(
        .refused,
        say(
          "There is no sample \(sample), or it is not drawn yet.",
          "没有样本 \(sample)，或尚未抽取。"), next: ["casework receipt list"])
    }
  }

  private func listSamples(_ session: Session, in context: Context) throws {
    Listing(
      [
        .init("sample", say("Sample", "样本"), .number), .init("programme", say("Procedure", "流程")),
        .init("size", say("Size", "数量"), .number), .init("by", say("By", "审计员")),
        .init("at", say("Announced", "公布"), .instant), .init("until", say("Until", "截止")),
        .init("drawn_at", say("Drawn", "抽取"), .instant),
        .init("payments", say("Of", "总笔数"), .number),
        .init("received", say("Received", "已收到"), .number),
        .init("absent", say("Not received", "未收到"), .number),
        .init("waiting", say("To ask", "待询问"), .number),
      ], rows: try session.receiptSamples(),
      empty: say("No sample was announced.", "尚未公布样本。")
    ).write(to: context, format: output.format)
  }

  private func list(_ rows: [JSON], in context: Context) throws {
    let shown = rows.map { row -> JSON in
      guard output.format == .table, let result = row["result"]?.text else { return row }
      let word = result == "received" ? say("received", "已收到") : say("not received", "未收到")
      return .object(
        (row.members ?? []).map { $0.key == "result" ? .init("result", .string(word)) : $0 })
    }
    Listing(
      [
        .init("no", say("No.", "序号"), .number), .init("case", say("Case", "个案")),
        .init("unit", say("Unit", "单位")), .init("name", say("Recipient", "受助人")),
        .init("amount", say("Amount", "金额"), .number),
        .init("paid_at", say("Paid", "付款"), .instant), .init("result", say("Answer", "答复")),
        .init("asked_on", say("Asked", "询问日")), .init("by", say("By", "经办")),
        .init("remark", say("Remark", "备注")),
      ], rows: shown,
      empty: waiting
        ? say("Everybody has been asked.", "均已询问。")
        : say("Nothing in it is yours to see.", "其中没有您可查看的付款。")
    ).write(to: context, format: output.format)
  }
}
