import ArgumentParser
import Casebook
import History

struct TickCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "tick", say("Let the clock act: reminders, escalations, lapses.", "让时钟办事：提醒、上报、到期处理。"),
      say(
        "Run it from cron or a systemd timer every few minutes. Running it twice does nothing twice.",
        "由 cron 或 systemd 定时器每隔几分钟运行一次；重复运行不会重复处理。"),
      example: "casework tick --limit 1000")
  }

  @Option(help: .init(say("At most so many cases.", "至多处理多少个案。"), valueName: "count"))
  var limit = 1000
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let data = try session.tick(limit: limit)
    guard output.format == .table else { return context.show(Record(data), as: output.format) }
    func count(_ key: String) -> Int { data[key]?.elements?.count ?? 0 }
    context.output.writeLine(
      say(
        """
        \(count("moved")) moved, \(count("escalated")) escalated, \(count("reminded")) reminded, \
        \(count("resumed")) resumed, \(count("stuck")) stuck
        """,
        """
        到期处理 \(count("moved"))，上报 \(count("escalated"))，提醒 \(count("reminded"))，\
        恢复 \(count("resumed"))，受阻 \(count("stuck"))
        """
      ))
  }
}
