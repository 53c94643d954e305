import ArgumentParser
import Casebook
import History

struct WorkflowPublicationCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "publication",
      say("Say whether a second person publishes what is installed.", "设置安装的流程是否须由第二人发布。"),
      say(
        """
        As it comes, what an administrator installs opens cases at once, so that one person can try \
        everything. A federation asks for a second person. Without an option it says which, and who \
        set it. For administrators.
        """,
        """
        初始设置为安装即生效，便于一人试用；正式使用时应要求第二人发布。不加选项时显示当前设置及设置人。供管理员使用。
        """),
      example: "casework workflow publication --second-person")
  }

  @Flag(
    inversion: .prefixedNo,
    help: .init(say("Ask for a second person from now on.", "自此要求第二人发布。")))
  var secondPerson: Bool?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try session.publication(needsSecondPerson: secondPerson)
    guard output.format == .table else { return context.show(Record(answer), as: output.format) }
    let since = answer["set_at"]?.text.map(Timestamps.local) ?? ""
    let by = answer["set_by"]?.text ?? ""
    context.output.writeLine(
      answer["second_person"]?.bool == true
        ? say(
          "A second person publishes what is installed (since \(since), by \(by)).",
          "安装的流程须由第二人发布（\(since) 起，由 \(by) 设置）。")
        : say(
          "What is installed opens cases at once (since \(since), by \(by)).",
          "安装的流程立即生效（\(since) 起，由 \(by) 设置）。"))
  }
}
