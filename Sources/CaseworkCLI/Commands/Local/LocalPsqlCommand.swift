import ArgumentParser
import Glibc
import LocalCluster

struct LocalPsqlCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "psql", say("Open psql in the private database.", "在私有数据库中打开 psql。"),
      say(
        "As its superuser, or as somebody else with --as. Words after -- go to psql.",
        "默认以超级用户身份，可用 --as 指定他人。-- 之后的内容交给 psql。"),
      example: "casework local psql --as zhao -- -c 'SELECT * FROM casework_read.cases'")
  }

  @Option(
    name: .customLong("as"),
    help: .init(say("The person (PostgreSQL login).", "PostgreSQL 登录名。"), valueName: "name"))
  var login: String?
  @Argument(parsing: .postTerminator, help: .init(say("Words for psql.", "交给 psql 的参数。")))
  var words: [String] = []
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let cluster = try LocalCluster.standard()
    try cluster.start()
    let command = try cluster.psql(user: login ?? LocalCluster.superuser, arguments: words)
    for (name, value) in command.environment { setenv(name, value, 1) }
    context.output.flush()
    let arguments = command.arguments.map { strdup($0) } + [nil]
    execv(command.program, arguments)
    throw Failure.usage(
      say("Cannot run \(command.program): ", "无法运行 \(command.program)：") + Errno.text(errno))
  }
}
