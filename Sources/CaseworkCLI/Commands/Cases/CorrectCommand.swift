import ArgumentParser
import Casebook
import Engine
import History

struct CorrectCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "correct", say("Correct a form field, with a reason.", "更正表单字段，并说明理由。"),
      say(
        """
        For a slip of the pen: the case stays where it is. The old value stays in the history. If \
        somebody signed over the field (an amount, an account), the signature is void and has to be \
        given again.
        """,
        "用于改正笔误：个案状态不变，旧值留在历史记录中。若有人已就该字段签批（金额、账号），签批即失效，须重新签批。"),
      example: #"casework correct HG-2026-000123 income 5800.00 --reason "misread the payslip""#)
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The field.", "字段。")))
  var field: String
  @Argument(help: .init(say("The right value.", "正确的值。")))
  var value: String
  @Option(help: .init(say("Why it is corrected.", "更正的理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    var values = FormValues()
    values.set(field, try FormValues.value(value, named: field))
    while true {
      let json = values[field] ?? .null
      do {
        let answer = try context.send(
          request, over: session, "correct", [subject.number, field, json.compact, reason]
        ) { id in
          try session.correct(
            subject.number, field: field, value: json, reason: reason, request: id)
        }
        return context.show(answer, as: output.format)
      } catch CasebookError.refused(let refusal) {
        let number = subject.number
        guard try values.settle(refusal, by: { try session.procedure(ofCase: number)?.workflow })
        else { throw CasebookError.refused(refusal) }
      }
    }
  }
}
