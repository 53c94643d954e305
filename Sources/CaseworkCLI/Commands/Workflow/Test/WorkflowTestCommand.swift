import ArgumentParser
import Casebook
import Engine
import LocalCluster
import Postgres
import Workflows

struct WorkflowTestCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "test", say("Run the tests that stand in workflow files.", "运行流程文件中的测试。"),
      say(
        """
        Plays each test under tests: with the pure engine, without a database, and says what did not \
        come out as the file says: the line, what was expected, what happened, which rule said no \
        and the facts it read. Exit code 1 when a test fails.

        With --database the same tests also go through the functions of a private throw-away \
        PostgreSQL with a clock of its own; every verdict, state, field, amount and due date is \
        compared, and a difference is a failure.
        """,
        """
        用纯引擎（不需要数据库）运行 tests: 下的每个测试，指出与文件不符之处：所在行、预期、实际、\
        由哪条规则拒绝及其读取的事实。有测试失败时退出码为 1。

        使用 --database 时，同样的测试还会在一个自带时钟的临时私有 PostgreSQL 中执行，\
        逐一比对结论、状态、字段、金额和期限；有差异即为失败。
        """),
      example: """
        casework workflow test workflows/hardship_grant.yaml
        casework workflow test workflows/*.yaml --coverage
        casework workflow test grant.yaml --filter appeal --junit report.xml
        """)
  }

  @Argument(help: .init(say("The files.", "文件。")))
  var files: [String]
  @Option(
    help: .init(
      say("Only tests whose name contains this.", "只运行名称含有此文字的测试。"), valueName: "text"))
  var filter: String?
  @Flag(
    help: .init(
      say(
        "Through a private throw-away PostgreSQL as well.", "同时经过一个临时的私有 PostgreSQL。")))
  var database = false
  @Flag(help: .init(say("List what no test touches.", "列出没有测试触及的内容。")))
  var coverage = false
  @Option(
    help: .init(say("Also write a JUnit XML report.", "另写一份 JUnit XML 报告。"), valueName: "file"))
  var junit: String?
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let checked = try files.map { file in
      (file, try WorkflowFiles.checked(try WorkflowFiles.source(file), in: context))
    }
    var tested: [TestedFile] = []
    for (path, workflow) in checked { tested.append(run(path, workflow)) }
    if database { try compare(&tested) }
    if let junit {
      let file = try OutputFile(junit)
      file.write(JUnitReport(tested).text.utf8)
      try file.finish()
    }
    TestReport(files: tested, showsCoverage: coverage, comparesDatabase: database)
      .write(to: context, format: output.format)
    if tested.tests == 0 {
      throw Failure.usage(
        filter == nil
          ? say("There is no test in these files.", "这些文件中没有测试。")
          : say("No test has this name.", "没有此名称的测试。"))
    }
    let failed = tested.failed
    if failed > 0 {
      throw Failure(
        .refused,
        say("\(failed) of \(tested.tests) tests failed.", "\(tested.tests) 个测试中有 \(failed) 个失败。"))
    }
  }

  private func run(_ path: String, _ checked: CheckedWorkflow) -> TestedFile {
    let procedure = Procedure(workflow: checked.workflow, calendar: checked.calendar)
    var tested = TestedFile(path: path, checked: checked)
    let clock = ContinuousClock()
    for scenario in checked.workflow.scenarios {
      if let filter, !scenario.name.lowercased().contains(filter.lowercased()) { continue }
      let start = clock.now
      let result = procedure.play(scenario)
      tested.tests.append(.init(result: result, seconds: (clock.now - start).inSeconds))
    }
    if filter == nil {
      tested.coverage = ScenarioCoverage(
        of: checked.workflow, by: tested.tests.map(\.result))
    }
    return tested
  }

  private func compare(_ files: inout [TestedFile]) throws {
    let cluster = try TemporaryCluster.shared()
    let clock = ContinuousClock()
    for index in files.indices {
      let parameters = cluster.connectionParameters(database: "postgres")
      let server = try Connection.connect(parameters)
      let made = try ReplayDatabase(named: "casework_test_\(index)", on: server) { name in
        Session(try Connection.connect(cluster.connectionParameters(database: name)))
      }
      let database = try ScenarioDatabase(files[index].checked, in: made)
      for test in files[index].tests.indices {
        let start = clock.now
        files[index].tests[test].differences = try database.compare(
          files[index].tests[test].result)
        files[index].tests[test].seconds += (clock.now - start).inSeconds
      }
      try made.drop()
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
