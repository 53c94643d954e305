import ArgumentParser
import LocalCluster

struct LocalStopCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "stop", say("Stop the private database.", "停止私有数据库。"),
      say(
        "Open transactions are rolled back; nothing that was done is lost.", "未完成的事务会回滚；已完成的不会丢失。"),
      example: "casework local stop")
  }

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let cluster = try LocalCluster.standard()
    context.tell(
      try cluster.stop()
        ? say("Stopped the private database.", "已停止本机私有数据库。")
        : say("It does not run.", "没有在运行。"))
  }
}
