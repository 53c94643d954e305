import ArgumentParser
import LocalCluster

struct LocalStartCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "start", say("Start the private database.", "启动私有数据库。"),
      say("Every command does this when needed.", "各命令在需要时会自动启动。"), example: "casework local start")
  }

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let cluster = try LocalCluster.standard()
    context.tell(
      try cluster.start()
        ? say("Started the private database.", "已启动本机私有数据库。")
        : say("It runs already.", "已在运行。"))
  }
}
