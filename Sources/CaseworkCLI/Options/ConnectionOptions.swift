import ArgumentParser

/// Which database, and as whom.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("d"), .long],
    help: .init(
      say(
        "A PostgreSQL URL or keywords; else PG* variables; else the private cluster.",
        "PostgreSQL 连接地址；未给时用 PG* 环境变量，再无则用本机私有数据库。"),
      valueName: "url"))
  var database: String?

  @Option(
    name: .customLong("as"),
    help: .init(
      say("The person (PostgreSQL login) to act as.", "以哪位人员（PostgreSQL 登录名）操作。"),
      valueName: "name"))
  var login: String?
}
