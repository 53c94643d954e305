import ArgumentParser
import LocalCluster

struct LocalDestroyCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "destroy", say("Remove the private database with all its cases.", "删除私有数据库及其全部个案。"),
      say("There is no way back.", "无法恢复。"), example: "casework local destroy --yes")
  }

  @Flag(help: .init(say("Do it without asking.", "不再询问，直接删除。")))
  var yes = false
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let cluster = try LocalCluster.standard()
    if !yes {
      guard context.isInteractive else {
        throw Failure.usage(
          say("This removes \(cluster.path) for good.", "这会永久删除 \(cluster.path)。"),
          next: ["casework local destroy --yes"])
      }
      let question = say(
        "Remove \(cluster.path) with all its cases for good?", "永久删除 \(cluster.path) 及其全部个案？")
      guard Prompt(context: context).confirms(question) else { return }
    }
    context.tell(
      try cluster.destroy()
        ? say("Removed.", "已删除。") : say("There is none.", "没有私有数据库。"))
  }
}
