import ArgumentParser
import Workflows

struct WorkflowSchemaCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "schema",
      say("Print the JSON Schema of workflow files, for editors.", "输出流程文件的 JSON Schema，供编辑器使用。"),
      say(
        """
        With it an editor completes keys, shows what each means and marks mistakes of shape while you \
        type. Rules and names are checked by casework workflow check.

        Write it beside the files and name it in their first line: \
        # yaml-language-server: $schema=workflow.schema.json
        """,
        """
        编辑器可据此补全键名、显示说明，并在输入时标出结构错误。规则和名称由 casework workflow check 检查。

        将其保存在流程文件旁，并在文件首行写明：# yaml-language-server: $schema=workflow.schema.json
        """),
      example: """
        casework workflow schema > workflow.schema.json
        casework workflow schema --calendar > calendar.schema.json
        """)
  }

  @Flag(help: .init(say("Of calendar files.", "日历文件的。")))
  var calendar = false

  func run(in context: Context) throws {
    context.output.write(calendar ? CalendarSchema.text : WorkflowSchema.text)
  }
}
