import ArgumentParser
import Casebook
import Workflows

struct WorkflowDocCommand: Subcommand {
  /// The kinds of documents.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown, html
  }

  static var configuration: CommandConfiguration {
    .page(
      "doc", say("Write the handbook of a workflow file.", "生成流程文件的办理手册。"),
      say(
        """
        For people who do not read YAML: the picture, who may do what, and for every step the \
        deadline, the checks, the fields, documents, rules and signatures, in words. It names the \
        digest of the file it was written from.

        html is one page that needs nothing else and prints well; with the package graphviz it \
        holds the drawing, else the picture in text. markdown holds the picture as a Mermaid chart.
        """,
        """
        供不看 YAML 的人使用：流程图、职责权限，以及每个环节的期限、核查、填写内容、材料、规则和会签要求，\
        均用文字说明，并注明所依据文件的摘要。

        html 为独立的单个页面，便于打印；装有 graphviz 软件包时含图形，否则为文本图。markdown 中的图为 Mermaid 图。
        """),
      example: """
        casework workflow doc workflows/hardship_grant.yaml --output grant.md
        casework workflow doc workflows/hardship_grant.yaml --format html --output grant.html
        """)
  }

  @Argument(help: .init(say("The file.", "文件。")))
  var file: String
  @Option(
    help: .init(
      say("What to write: markdown or html.", "文档格式：markdown 或 html。"), valueName: "format"))
  var format: Format = .markdown
  @OptionGroup var options: PictureOptions

  func run(in context: Context) throws {
    let checked = try WorkflowFiles.checked(try WorkflowFiles.source(file), in: context)
    let language = Language.current.ofProcedures
    var drawing: String?
    if format == .html {
      let dot = Picture(checked.workflow, language: language).dot
      do {
        drawing = try Graphviz.svg(of: dot, in: context)
      } catch let failure as Failure {
        context.warn(failure.message)
      }
    }
    let handbook = Handbook(
      checked.workflow, digest: checked.digest, language: language, drawing: drawing)
    try options.write(format == .html ? handbook.html : handbook.markdown, in: context)
  }
}
