import ArgumentParser
import Casebook
import Workflows

struct WorkflowExportCommand: Subcommand {
  /// What a procedure is written as, for other programs.
  enum Notation: String, ExpressibleByArgument, CaseIterable { case pnml, promela }

  static var configuration: CommandConfiguration {
    .page(
      "export", say("Write a procedure for other programs.", "将流程导出供其他程序使用。"),
      say(
        """
        So that nobody has to take our word for a proof. pnml: the flow of control as a Petri net \
        (ISO/IEC 15909-2), which process mining tools read and judge for soundness. promela: the \
        procedure and its sentences under always: as a model that spin checks, one sentence at a \
        time. docs/verification.md says how to run both. Needs no database.
        """,
        """
        使证明可由他人独立复核。pnml：控制流的 Petri 网（ISO/IEC 15909-2），流程挖掘工具可读取并判断其健全性。\
        promela：流程及其 always: 语句的模型，由 spin 逐句检查。用法见 docs/verification.md。不需要数据库。
        """),
      example: """
        casework workflow export workflows/hardship_grant.yaml --format pnml > hardship_grant.pnml
        casework workflow export workflows/hardship_grant.yaml --format promela --output grant.pml
        spin -DCHECK_four_eyes -run -bfs grant.pml
        """)
  }

  @Argument(help: .init(say("The file.", "文件。")))
  var file: String
  @Option(help: .init(say("pnml or promela.", "pnml 或 promela。"), valueName: "format"))
  var format: Notation
  @Option(
    name: .shortAndLong,
    help: .init(
      say("The file to write; left out, standard output.", "要写入的文件；省略则写到标准输出。"),
      valueName: "file"))
  var output: String?
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?

  func run(in context: Context) throws {
    let source = try WorkflowFiles.source(file)
    // What is not proved may be exported too: the other program is to judge it.
    let workflow = try WorkflowFiles.checked(source, isProved: false, in: context).workflow
    let text: String
    switch format {
    case .pnml: text = WorkflowNet(workflow).pnml
    case .promela:
      let model = PromelaModel(workflow)
      for (name, why) in model.leftOut {
        context.warn(say("\(name) is not in the model: ", "模型不含 \(name)：") + Self.text(why))
      }
      text = model.text
    }
    guard let output else { return context.output.write(text) }
    let target = try OutputFile(output)
    target.write(text.utf8)
    try target.finish()
  }

  private static func text(_ why: PromelaModel.Reason) -> String {
    switch why {
    case .needsAmounts:
      say(
        "it compares amounts or fields, which the model does not hold.",
        "该语句比较金额或字段，模型不含这些内容。")
    }
  }
}
