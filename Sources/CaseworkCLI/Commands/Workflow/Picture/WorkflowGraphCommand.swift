import ArgumentParser
import Casebook
import Workflows

struct WorkflowGraphCommand: Subcommand {
  /// The kinds of pictures.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg, mermaid, dot
  }

  static var configuration: CommandConfiguration {
    .page(
      "graph", say("Draw a workflow file as a picture.", "将流程文件绘制成图。"),
      say(
        """
        text   for the terminal: phase by phase, what can be done, by whom and by when
        svg    a page to print or show, phases as lanes; needs the package graphviz
        mermaid  for pages that draw it themselves, such as README files
        dot    the description that svg is made from, for Graphviz

        The main road is the way of the file's first test. docs/workflow-pictures.md explains the \
        signs.
        """,
        """
        text   用于终端：按阶段列出可办理的操作、办理人和期限
        svg    可打印或展示的页面，阶段为泳道；需要 graphviz 软件包
        mermaid  用于能自行绘图的页面，如 README
        dot    生成 svg 所用的描述，供 Graphviz 使用

        主要流程取自文件中第一个测试。图例说明见 docs/workflow-pictures.md。
        """),
      example: """
        casework workflow graph workflows/hardship_grant.yaml
        casework workflow graph workflows/hardship_grant.yaml --format svg --output grant.svg
        casework workflow graph workflows/legal_aid.yaml --format mermaid --main-road
        """)
  }

  @Argument(help: .init(say("The file.", "文件。")))
  var file: String
  @Option(
    help: .init(
      say("What to draw: text, svg, mermaid or dot.", "图的格式：text、svg、mermaid 或 dot。"),
      valueName: "format"))
  var format: Format = .text
  @Flag(help: .init(say("Only the main road, without what leaves it.", "只画主要流程。")))
  var mainRoad = false
  @OptionGroup var options: PictureOptions

  func run(in context: Context) throws {
    let checked = try WorkflowFiles.checked(try WorkflowFiles.source(file), in: context)
    let picture = Picture(
      checked.workflow, language: Language.current.ofProcedures, roadOnly: mainRoad)
    let text =
      switch format {
      case .text: picture.text(width: min(100, context.output.columns ?? 100))
      case .mermaid: picture.mermaid
      case .dot: picture.dot
      case .svg: try Graphviz.svg(of: picture.dot, in: context)
      }
    try options.write(text, in: context)
  }
}
