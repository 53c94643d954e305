import ArgumentParser
import Casebook
import Engine
import History

struct OpenCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "open", say("Open a case for a person.", "为当事人开立个案。"),
      say(
        """
        The applicant is an id of the register, or a name that only one person there has. If the \
        procedure has several ways to open a case, name one with --action. Missing fields are asked \
        for on a terminal.
        """,
        "当事人用登记编号，或登记中不重名的姓名。流程有多种开立方式时，用 --action 指定。在终端上会询问缺少的字段。"),
      example: """
        casework open hardship_grant "Chen Hong"
        casework open legal_aid "Chen Hong" --set matter=wages --set opponent="Example Ltd"
        """)
  }

  @Argument(help: .init(say("The procedure, such as hardship_grant.", "流程，如 hardship_grant。")))
  var workflow: String
  @Argument(help: .init(say("The applicant: id or name.", "当事人：编号或姓名。")))
  var applicant: String
  @Option(help: .init(say("The way to open it.", "开立方式。"), valueName: "action"))
  var action: String?
  @Option(help: .init(say("The unit the case belongs to.", "个案所属单位。"), valueName: "code"))
  var unit: String?
  @OptionGroup var form: FieldOptions
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let person = try session.personID(
      applicant, command: "casework open \(workflow) ID")
    var fields = try FormValues(form)
    while true {
      do {
        let answer = try context.send(
          request, over: session, "open", [workflow, person, fields.json.compact, action, unit]
        ) { id in
          try session.open(
            workflow: workflow, applicant: person, fields: fields.json, action: action, unit: unit,
            request: id)
        }
        return context.show(answer, as: output.format)
      } catch CasebookError.refused(let refusal) {
        if try fields.settle(refusal, by: { try session.procedure(workflow).workflow }) { continue }
        guard context.isInteractive, FormDialogue.couldAnswer(refusal),
          FormDialogue(context: context, workflow: try session.procedure(workflow).workflow)
            .fill(refusal, into: &fields)
        else {
          throw session.failure(refusal, fields: fields.json, workflow: workflow)
        }
      }
    }
  }
}
