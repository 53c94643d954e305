import ArgumentParser
import Casebook
import History
import Postgres

struct InitCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "init", say("Create or upgrade a Casework database.", "创建或升级 Casework 数据库。"),
      say(
        """
        Safe to run again at any time. With no server configured it starts the private cluster, \
        creates the database 'casework' there and makes you a member of staff with the role \
        caseworker in every programme.

        On a server it needs a login that may create roles and databases.
        """,
        """
        随时可以重复运行。未配置服务器时，会启动本机私有数据库，在其中创建数据库 casework，\
        并把您登记为工作人员，授予所有项目的 caseworker 角色。

        在服务器上运行，需要可创建角色和数据库的登录名。
        """),
      example: """
        casework init --standard
        casework init -d postgresql://postgres@db.example/casework
        """)
  }

  @Flag(help: .init(say("Install the procedures that ship with casework.", "安装 casework 自带的流程。")))
  var standard = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try connect(in: context)
    let report = try Migrator().migrate(session.connection)
    var members: [JSON.Member] = [
      .init("database", .string(session.connection.database)),
      .init("version", .integer(report.version)),
      .init("applied", .array(report.applied.map(JSON.string))),
    ]
    if !context.namesServer(connection) {
      let login = Context.operatingSystemUser
      _ = try session.addStaff(login: login, name: login, person: nil, union: nil)
      for role in ["caseworker", "clock"] {
        _ = try session.grant(role: role, to: login, programme: nil, unit: nil, until: nil)
      }
      members.append(.init("login", .string(login)))
    }
    if standard {
      let installed = try StandardFiles.workflows
        .map { try WorkflowFiles.checked($0, in: context) }.map { try session.install($0) }
      members.append(.init("workflows", .array(installed)))
    }
    show(.object(members), in: context)
  }

  private func connect(in context: Context) throws -> Session {
    let parameters = try context.connectionParameters(connection, for: .administration)
    do throws(PostgresError) {
      return try context.session(parameters)
    } catch  where error.kind == .connectionFailed(.databaseAbsent) {
      var maintenance = parameters
      maintenance.keywords["dbname"] = "postgres"
      let server = try context.connect(maintenance)
      let name = parameters.keywords["dbname"] ?? error.quotedName ?? Context.databaseName
      _ = try DatabaseCreation.create(name, over: server.connection)
      return try context.connect(parameters)
    } catch {
      throw context.connectFailure(error, parameters)
    }
  }

  private func show(_ data: JSON, in context: Context) {
    guard output.format == .table else { return context.show(Record(data), as: output.format) }
    let applied = data["applied"]?.elements ?? []
    let version = data["version"]?.int64 ?? 0
    context.output.writeLine(
      applied.isEmpty
        ? say("The schema is up to date (version \(version)).", "数据库结构已是最新（版本 \(version)）。")
        : say(
          "The schema is now version \(version) (\(applied.count) migrations applied).",
          "数据库结构现为版本 \(version)（执行了 \(applied.count) 个迁移）。"))
    for workflow in data["workflows"]?.elements ?? [] {
      let name = workflow["workflow"]?.text ?? ""
      let number = workflow["version"]?.int64 ?? 0
      context.output.writeLine(
        say("Installed \(name) version \(number).", "已安装 \(name) 版本 \(number)。"))
    }
    if let login = data["login"]?.text {
      context.output.writeLine(
        say(
          "You act as '\(login)' with the roles caseworker and clock. For evaluation: the private database has no protection from this account.",
          "您以“\(login)”身份办理，角色为 caseworker 和 clock。仅供试用：私有数据库不能防范本账户自身。"))
    }
  }
}

extension PostgresError {
  /// The name that the server's message quotes, as `database "x" does not exist` does.
  fileprivate var quotedName: String? {
    let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
