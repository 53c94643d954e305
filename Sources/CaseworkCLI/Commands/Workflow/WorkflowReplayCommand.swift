import ArgumentParser
import Casebook
import Engine
import EventLogs
import History
import Postgres
import Workflows

struct WorkflowReplayCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "replay", say("Run a recorded history through a workflow file.", "用流程文件重放已记录的历史。"),
      say(
        """
        Says which recorded steps the file would have refused, by which rule, and how the cases \
        ended. LOG is an event log in XES, plain or gzip; MAP says how its events are read \
        (docs/replay.md). Refused steps are the finding, not a failure.

        Without --into nothing but the files is needed. With --into the same steps also go through \
        the functions of a throw-away database, made for this on the private cluster or the server \
        of --database and dropped at the end (two of them share the cases, unless one is kept); every \
        verdict is compared. Differences are exit code 5.
        """,
        """
        说明流程文件会拒绝哪些已记录的步骤、依据哪条规则，以及各个案的结局。LOG 为 XES 事件日志（可为 gzip）；\
        MAP 说明如何解读其中的事件（docs/replay.md）。被拒绝的步骤是结论，不是错误。

        不用 --into 时只需要这些文件。使用 --into 时，同样的步骤还会经过一个临时数据库的函数（建在本机私有数据库或 \
        --database 指定的服务器上，结束时删除；除非要保留，否则由两个库分担各个案），并逐一比对结论；\
        有差异时退出码为 5。
        """),
      example: """
        casework workflow replay log.xes.gz --workflow file.yaml --map file.map.yaml
        casework workflow replay log.xes.gz --workflow file.yaml --map file.map.yaml --into
        """)
  }

  @Argument(help: .init(say("The event log.", "事件日志。")))
  var log: String
  @Option(
    name: .customLong("workflow"),
    help: .init(say("The workflow file.", "流程文件。"), valueName: "file"))
  var file: String
  @Option(help: .init(say("The map file.", "映射文件。"), valueName: "file"))
  var map: String
  @Flag(help: .init(say("Through a throw-away database as well.", "同时经过一个临时数据库。")))
  var into = false
  @Option(
    help: .init(
      say("The throw-away database's name; it must not exist.", "临时数据库的名称；须尚不存在。"),
      valueName: "name"))
  var name: String?
  @Flag(help: .init(say("Keep the throw-away database.", "保留临时数据库。")))
  var keep = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !into, name != nil || keep {
      throw ValidationError(say("--name and --keep need --into.", "--name 和 --keep 须与 --into 同用。"))
    }
  }

  func run(in context: Context) throws {
    let checked = try WorkflowFiles.checked(try WorkflowFiles.source(file), in: context)
    let map = try readMap(for: checked.workflow, in: context)
    let progress = Progress(context.messages)
    defer { progress.end() }
    do {
      guard into else {
        progress.show(log)
        let procedure = Procedure(workflow: checked.workflow, calendar: checked.calendar)
        let report = try Replay(procedure: procedure, map: map).run(.file(path: log))
        progress.end()
        return show(report, nil, in: context)
      }
      let result = try replayed(checked, map, progress, in: context)
      progress.end()
      show(result.report, result, in: context)
      if result.differences > 0 {
        throw Failure(
          .integrity,
          say(
            "The database and the engine disagree on \(result.differences) steps.",
            "数据库与引擎对 \(result.differences) 个步骤的结论不一致。"))
      }
    } catch let error as ReplayError {
      progress.end()
      throw Failure.usage(error.description(in: language))
    }
  }

  private var language: DiagnosticLanguage {
    Language.current == .chinese ? .simplifiedChinese : .english
  }

  private func readMap(for workflow: Workflow, in context: Context) throws -> ReplayMap {
    let bytes = try InputFile.read(map, limit: WorkflowFiles.limit)
    let (read, diagnostics) = ReplayMapReader.read(bytes: bytes, file: map, for: workflow)
    for diagnostic in diagnostics {
      context.messages.writeLine(diagnostic.render(language: language))
    }
    guard let read else {
      throw Failure(
        .refused, say("\(map): \(diagnostics.count) error(s).", "\(map)：\(diagnostics.count) 处错误。"))
    }
    return read
  }

  private func replayed(
    _ checked: CheckedWorkflow, _ map: ReplayMap, _ progress: Progress, in context: Context
  ) throws -> DatabaseReplay.Result {
    var parameters = try context.connectionParameters(connection, for: .administration)
    parameters.keywords["dbname"] = "postgres"
    let server = try context.connect(parameters)
    // What is kept should be the whole of it; else two databases keep two cores busy.
    let names = [name ?? ReplayDatabase.randomName] + (keep ? [] : [ReplayDatabase.randomName])
    var databases: [ReplayDatabase] = []
    do {
      for name in names {
        progress.show(name)
        databases.append(
          try ReplayDatabase(named: name, on: server.connection) { name in
            var own = parameters
            own.keywords["dbname"] = name
            return try context.connect(own)
          })
      }
      let result = try DatabaseReplay(checked, map: map).run(.file(path: log), in: databases) {
        progress.show(say("\($0) steps", "\($0) 个步骤"))
      }
      if keep { context.tell(say("The database is kept: \(names[0])", "已保留数据库：\(names[0])")) }
      if !keep { for database in databases { try database.drop() } }
      return result
    } catch {
      if !keep { for database in databases { try? database.drop() } }
      throw error
    }
  }

  private func show(
    _ report: ReplayReport, _ result: DatabaseReplay.Result?, in context: Context
  ) {
    switch output.format {
    case .table:
      context.output.write(report.text(in: language))
      for line in result.map(ReplayComparison.lines) ?? [] { context.output.writeLine(line) }
    case .json, .jsonl:
      var members = report.value.json.members ?? []
      if let result { members.append(.init("database", ReplayComparison.json(result))) }
      context.output.writeLine(JSON.object(members).compact)
    case .csv:
      let columns = ["rule", "kind", "ref", "action", "state", "steps", "cases"]
      Listing(
        columns.map { .init($0, $0) }, rows: report.value.json["findings"]?.elements ?? [],
        empty: ""
      ).write(to: context, format: .csv)
    }
  }
}
