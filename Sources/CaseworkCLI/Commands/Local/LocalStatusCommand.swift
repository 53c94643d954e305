import ArgumentParser
import History
import LocalCluster

struct LocalStatusCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "status", say("Show the private database.", "查看私有数据库。"), example: "casework local status")
  }

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let status = try LocalCluster.standard().status()
    let data = JSON.object([
      .init("exists", .bool(status.exists)), .init("running", .bool(status.isRunning)),
      .init("pid", status.pid.map { .integer($0) } ?? .null),
      .init("postgresql", status.version.map { .integer($0) } ?? .null),
      .init("data", .string(status.dataDirectory)),
      .init("socket", .string(status.socketDirectory)), .init("log", .string(status.logFile)),
      .init("server_user", .string(status.serverUser)),
      .init("bytes", .integer(status.sizeInBytes)),
    ])
    context.show(
      Record(
        data,
        lines: [
          .init(key: "running", title: say("Running", "运行中"), kind: .flag),
          .init(key: "pid", title: say("Process", "进程")),
          .init(key: "postgresql", title: "PostgreSQL"),
          .init(key: "data", title: say("Data", "数据目录")),
          .init(key: "socket", title: say("Socket", "套接字目录")),
          .init(key: "log", title: say("Log", "日志")),
          .init(key: "server_user", title: say("Runs as", "运行账户")),
          .init(key: "bytes", title: say("Bytes on disk", "占用字节")),
        ]), as: output.format)
  }
}
