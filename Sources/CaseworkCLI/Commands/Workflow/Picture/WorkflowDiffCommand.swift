import ArgumentParser
import Casebook
import History
import Workflows

struct WorkflowDiffCommand: Subcommand {
  /// How the changes are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static var configuration: CommandConfiguration {
    .page(
      "diff", say("Tell what changed between two editions of a workflow file.", "说明流程文件两个版本之间的改动。"),
      say(
        """
        In the language of procedures, one line a change, the weightiest first: who may do what, \
        money, the road of a case, rules, deadlines, what is recorded, wording. A thing that only \
        got another name is told as renamed. Comments and layout are no change, nor is the order of \
        lists that decide nothing.

        The exit code is 0; with --exit-code it is 1 when something changed, for scripts.
        """,
        """
        用办事的语言逐行说明改动，重要的在前：职责权限、资金、个案流程、规则、期限、记录内容、文字。仅更换名称的记为\
        更名。注释、排版以及不影响结果的排列顺序不算改动。

        退出码为 0；使用 --exit-code 时，有改动则为 1，供脚本使用。
        """),
      example: """
        casework workflow diff grant-2026.yaml grant-2027.yaml
        casework workflow show hardship_grant --source | casework workflow diff - grant.yaml
        """)
  }

  @Argument(help: .init(say("The file as it was.", "原文件。")))
  var old: String
  @Argument(help: .init(say("The file as it is now.", "新文件。")))
  var new: String
  @Option(
    help: .init(say("How to write it: text or json.", "输出格式：text 或 json。"), valueName: "format"))
  var format: Format = .text
  @Flag(help: .init(say("Exit with 1 when something changed.", "有改动时退出码为 1。")))
  var exitCode = false
  @OptionGroup var options: PictureOptions

  func run(in context: Context) throws {
    let before = try WorkflowFiles.checked(try WorkflowFiles.source(old), in: context)
    let after = try WorkflowFiles.checked(try WorkflowFiles.source(new), in: context)
    let language = Language.current.ofProcedures
    let changes = Differences(from: before.workflow, to: after.workflow, language: language).changes
    let text =
      format == .json
      ? Self.json(changes).compact + "\n"
      : Self.lines(changes, language, isSameFile: before.digest == after.digest)
    try options.write(text, in: context)
    if exitCode, !changes.isEmpty {
      throw Failure(.refused, say("\(changes.count) change(s).", "共 \(changes.count) 处改动。"))
    }
  }

  private static func lines(
    _ changes: [Differences.Change], _ language: DiagnosticLanguage, isSameFile: Bool
  ) -> String {
    if changes.isEmpty {
      return isSameFile
        ? say("The files are the same.\n", "两个文件相同。\n")
        : say("Only layout, order or comments differ.\n", "仅排版、顺序或注释不同。\n")
    }
    var lines: [String] = []
    for weight in Differences.Change.Weight.allCases {
      let here = changes.filter { $0.weight == weight }
      if here.isEmpty { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(weight.title(in: language))
      lines += here.map { "  \(sign($0.kind)) \($0.text)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func sign(_ kind: Differences.Change.Kind) -> String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    case .renamed: "="
    }
  }

  private static func json(_ changes: [Differences.Change]) -> JSON {
    .array(
      changes.map { change in
        .object([
          .init("weight", .string(change.weight.rawValue)),
          .init("kind", .string(change.kind.rawValue)),
          .init("subject", .string(change.subject)), .init("name", .string(change.name)),
          .init("part", change.part.map(JSON.string) ?? .null),
          .init("text", .string(change.text)),
        ])
      })
  }
}
