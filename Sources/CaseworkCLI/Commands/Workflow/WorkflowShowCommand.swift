import ArgumentParser
import Casebook
import Engine
import History
import Workflows

struct WorkflowShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show an installed procedure.", "查看已安装的流程。"),
      say(
        "Its states and actions with who may take them; --source prints the file as installed.",
        "列出状态、操作及有权角色；--source 打印安装时的原文件。"),
      example: "casework workflow show hardship_grant --source > hardship_grant.yaml")
  }

  @Argument(help: .init(say("The procedure, or a definition's SHA-256.", "流程名称，或定义的 SHA-256。")))
  var name: String
  @Flag(help: .init(say("Print the file, byte for byte.", "逐字节打印原文件。")))
  var source = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    if source {
      return context.output.write(bytes: try session.definitionSource(name))
    }
    let workflow = try session.procedure(name).workflow
    let language = Language.current.rawValue
    let rows = workflow.actions.map { action in
      JSON.object([
        .init("action", .string(action.name)),
        .init("label", .string(action.label.text(in: language, or: action.name))),
        .init("from", .array((action.opensCase ? ["new"] : action.from).map(JSON.string))),
        .init("to", .array(action.targets.map { .string($0.state) })),
        .init("by", .string(action.by.rawValue)),
        .init("roles", .array(roles(of: action).map(JSON.string))),
      ])
    }
    Listing(
      [
        .init("action", say("Action", "操作")), .init("label", say("Name", "名称")),
        .init("from", say("From", "起始状态")), .init("to", say("To", "转入状态")),
        .init("roles", say("Roles", "角色")),
      ], rows: rows, empty: ""
    ).write(to: context, format: output.format)
  }

  /// Those of the action and those of its tiers.
  private func roles(of action: Workflow.Action) -> [String] {
    let all = action.roles + (action.tiers?.bands.flatMap(\.roles) ?? [])
    return all.reduce(into: []) { roles, role in
      if !roles.contains(role) { roles.append(role) }
    }
  }
}
