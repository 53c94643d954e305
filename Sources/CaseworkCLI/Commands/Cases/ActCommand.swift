import ArgumentParser
import Casebook
import History

struct ActCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "act", say("Take an action on a case.", "对个案执行操作。"),
      say(
        """
        'explain' says what can be done now, and by whom. Missing fields are asked for on a \
        terminal.

        Who signs must have seen what they sign: actions that approve an amount or move money need \
        --expect with the version that 'show' printed, and are refused if the case has moved since. \
        On a terminal a summary is shown instead and the question asked.
        """,
        """
        现在能做什么、由谁来做，用 explain 查看。在终端上会询问缺少的字段。

        签批者必须看过所签内容：批准金额或动用资金的操作需用 --expect 给出 show 打印的版本号，\
        其间个案若有变动即被拒绝。在终端上则先显示摘要再请您确认。
        """),
      example: """
        casework act HG-2026-000123 submit
        casework act HG-2026-000123 propose --set granted=4000.00
        casework act HG-2026-000123 approve --expect 7
        casework act HG-2026-000123 approve --dry-run
        """,
      aliases: ["advance"])
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The action, such as approve.", "操作，如 approve。")))
  var action: String
  @OptionGroup var form: FieldOptions
  @Option(
    help: .init(
      say("The version you saw; refused if the case has moved.", "您看到的版本；个案若有变动即拒绝。"),
      valueName: "version"))
  var expect: Int64?
  @Flag(help: .init(say("Only say what would happen.", "只说明会发生什么，不执行。")))
  var dryRun = false
  @OptionGroup var reason: WhyOption
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    try act.run(in: context)
  }

  var act: Act {
    Act(
      number: subject.number, action: action, form: form, expect: expect, isTrial: dryRun,
      why: reason.why, request: request, connection: connection, format: output.format)
  }
}
