import ArgumentParser
import Casebook
import History

struct ReceiptRecordCommand: Subcommand {
  /// What the recipient said.
  enum Answer: String, ExpressibleByArgument, CaseIterable { case received, absent }

  static var configuration: CommandConfiguration {
    .page(
      "record", say("Record what a recipient said.", "登记受助人的答复。"),
      say(
        """
        'received', or 'absent' with a remark. By somebody who neither approved nor paid nor sent the \
        money; an entry of the case. An absence can be followed by another answer, a receipt cannot.
        """,
        """
        received（已收到），或 absent（未收到，须附备注）。须由既未审批、也未支付或发送该款项的人员登记，并记入个案历史。\
        登记“未收到”后可再登记，登记“已收到”后不可更改。
        """),
      example: """
        casework receipt record 3 1 received --on 2026-11-30
        casework receipt record 3 2 absent --on 2026-11-30 --remark "the account was closed"
        """)
  }

  @Argument(help: .init(say("The sample's number.", "样本编号。")))
  var sample: Int64
  @Argument(help: .init(say("The number in the sample.", "样本中的序号。")))
  var item: Int
  @Argument(help: .init(say("received or absent.", "received 或 absent。")))
  var answer: Answer
  @Option(help: .init(say("The day they were asked.", "询问日期。"), valueName: "yyyy-mm-dd"))
  var on: Day
  @Option(help: .init(say("What they said.", "受助人的说明。"), valueName: "text"))
  var remark: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if answer == .absent, remark == nil {
      throw ValidationError(say("Say why: --remark TEXT.", "请说明原因：--remark 文字。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    do {
      let done = try context.send(
        request, over: session, "receipt record",
        [String(sample), String(item), answer.rawValue, on.text, remark]
      ) { id in
        try session.recordReceipt(
          sample: sample, item: item, isReceived: answer == .received, on: on.text,
          remark: remark, request: id)
      }
      let number = done["case"]?.text ?? ""
      let isReceived = answer == .received
      context.confirm(
        done,
        isReceived
          ? say("\(number): received.", "\(number)：已收到。")
          : say("\(number): not received.", "\(number)：未收到。"), as: output.format)
    } catch CasebookError.refused(let refusal) where refusal.caseNumber != nil {
      throw session.failure(refusal)
    } catch CasebookError.notFound {
      throw Failure(
        .refused,
        say(
          "There is no payment \(item) in sample \(sample), or it is not yours to see.",
          "样本 \(sample) 中没有第 \(item) 笔付款，或您无权查看。"),
        next: ["casework receipt list \(sample)"])
    }
  }
}
