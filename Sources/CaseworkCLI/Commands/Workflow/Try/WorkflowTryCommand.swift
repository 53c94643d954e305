import ArgumentParser
import CEL
import Casebook
import Engine
import Glibc
import Workflows

struct WorkflowTryCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "try", say("Walk a case through a procedure, offline.", "离线走一遍流程。"),
      say(
        """
        Nothing is stored: type who does what, see what is possible and why not, let time pass, take \
        steps back. 'save NAME' prints the walk as a test for the file. Commands are read from \
        standard input, one a line; 'help' lists them.

        The people are those of the file's first test, or one for each role; --like begins as a test \
        of the file does, with its people, clock, values and documents.
        """,
        """
        不保存任何内容：输入由谁做什么，查看可做什么及为何不可，让时间经过，撤回步骤。save 名称 可将过程输出为测试。\
        命令从标准输入逐行读取，输入 help 查看。

        人员取自文件的第一个测试，否则每个角色一人；--like 以某个测试的人员、时间、数据和材料开始。
        """),
      example: """
        casework workflow try workflows/hardship_grant.yaml
        casework workflow try small_grant.yaml --people li=caseworker+supervisor --people wang=reviewer
        printf 'li submit\\n?\\n' | casework workflow try small_grant.yaml --like 'small grant'
        """)
  }

  @Argument(help: .init(say("The file.", "文件。")))
  var file: String
  @Option(
    help: .init(
      say("Somebody with their roles; repeat for more.", "人员及其角色；可重复使用。"),
      valueName: "login=role+role"))
  var people: [String] = []
  @Option(
    help: .init(say("Begin as this test of the file does.", "以文件中的该测试为起点。"), valueName: "test"))
  var like: String?
  @Option(help: .init(say("The day on which it begins.", "起始日期。"), valueName: "day"))
  var on: Day?
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?

  func run(in context: Context) throws {
    let source = try WorkflowFiles.source(file)
    let checked = try WorkflowFiles.checked(source, isProved: false, in: context)
    let procedure = Procedure(workflow: checked.workflow, calendar: checked.calendar)
    let scenario = try beginning(procedure)
    guard let walk = CaseWalk(procedure, from: scenario) else {
      throw Failure.usage(say("The walk cannot begin there.", "无法从该处开始。"))
    }
    let screen = TryScreen(
      workflow: checked.workflow, calendar: checked.calendar, paint: context.paint)
    var session = TrySession(context: context, screen: screen, like: like, walk: walk)
    try session.run()
  }

  private func beginning(_ procedure: Procedure) throws -> Scenario {
    let workflow = procedure.workflow
    let tests = workflow.scenarios
    let day = on.flatMap { CalendarDate($0.text) }
    if let like {
      guard var test = tests.first(where: { $0.name == like }) else {
        throw Failure.usage(
          say("The file has no test '\(like)'.", "文件中没有测试“\(like)”。"),
          next: tests.map { "--like " + Shell.quoted($0.name) })
      }
      test.steps = []
      if let day { test.clock = .init(on: day, at: test.clock.minutes) }
      return test
    }
    let start = day ?? tests.first?.clock.date ?? CalendarDate(days: time(nil) / 86_400)
    guard let start else { throw Failure.usage(say("There is no such day.", "没有该日期。")) }
    let clock = Scenario.LocalTime(on: start, at: 9 * 60)
    return Scenario(name: "try", people: try cast(workflow, tests.first), clock: clock)
  }

  /// Who is there: those named, those of the first test, or one for each role.
  private func cast(
    _ workflow: Workflow, _ test: Scenario?
  ) throws -> [(login: String, roles: [String])] {
    if people.isEmpty {
      if let test { return test.people.map { ($0.login, $0.roles) } }
      let names = ["li", "wang", "zhao", "sun", "qian", "zhou", "wu", "zheng", "feng", "chen"]
      return workflow.roles.enumerated().map { index, role in
        (index < names.count ? names[index] : role.name, [role.name])
      }
    }
    return try people.map { word in
      guard let (login, text) = FieldOptions.split(word) else {
        throw Failure.usage(
          say(
            "'--people \(word)' is not of the form login=role.", "“--people \(word)”不是“登录名=角色”的形式。")
        )
      }
      let roles = text.split(separator: "+").map(String.init)
      for role in roles where workflow.role(role) == nil {
        throw Failure.usage(
          say("There is no role '\(role)'.", "没有角色“\(role)”。"),
          next: workflow.roles.map { "--people \(login)=\($0.name)" })
      }
      return (login, roles)
    }
  }
}
