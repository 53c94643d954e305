import ArgumentParser
import Casebook
import History

struct StaffRetireCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "retire", say("End a person's grants and hand over their cases.", "办理离岗：终止授权并移交个案。"),
      say(
        """
        Open cases whose form names them go to --to, each with an entry in its history; without it \
        they are listed and nothing is done. What they did stays done, and keeps counting where a \
        procedure wants two people.
        """,
        """
        表单中写明由其承办的在办个案移交给 --to 所指人员，并在各案历史中留下记录；未指定时只列出个案，不作改动。\
        其已办事项依然有效，流程要求由不同人员办理之处照旧计入。
        """),
      example: "casework staff retire bai --to tang")
  }

  @Argument(help: .init(say("The login.", "登录名。")))
  var login: String
  @Option(help: .init(say("Who takes their open cases.", "接手人。"), valueName: "login"))
  var to: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try Failure.ofStaffing { try session.retire(login, successor: to) }
    let moved = (answer["moved"]?.elements ?? []).compactMap { $0["case"]?.text }
    context.confirm(
      answer, say("\(login) is no longer on the staff.", "\(login) 已离岗。"),
      repeated: say("\(login) was not on the staff any more.", "\(login) 此前已离岗。"),
      as: output.format)
    guard output.format == .table, let to, !moved.isEmpty else { return }
    context.output.writeLine(
      say("\(moved.count) cases are \(to)'s now: ", "\(moved.count) 件个案改由 \(to) 承办：")
        + moved.joined(separator: ", "))
  }
}
