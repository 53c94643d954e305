import ArgumentParser
import Casebook
import History

struct StaffUndelegateCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "undelegate", say("End a delegation now.", "立即终止代理。"),
      say(
        """
        By either of the two, or by somebody who could confirm one. What was done under it stays \
        done. It ends by itself on its last day, and when the role it lends is taken away.
        """,
        "由双方任一人或有权确认者办理；此前所办之事依然有效。到期或所委托的角色被撤销时自动终止。"),
      example: #"casework staff undelegate 3 --reason "back early""#)
  }

  @Argument(help: .init(say("The delegation's number.", "代理编号。")))
  var number: Int64
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    do {
      let answer = try context.send(
        request, over: session, "staff undelegate", [String(number), reason]
      ) { id in
        try session.endDelegation(number, reason: reason, request: id)
      }
      let to = answer["to"]?.text ?? ""
      let principal = answer["for"]?.text ?? ""
      context.confirm(
        answer, say("\(to) acts for \(principal) no more.", "\(to) 不再代理 \(principal)。"),
        repeated: say("Delegation \(number) was over already.", "代理 \(number) 此前已结束。"),
        as: output.format)
    } catch CasebookError.notFound {
      throw Failure(
        .refused,
        say(
          "There is no delegation \(number), or it is not yours to end.",
          "没有代理 \(number)，或您无权终止。"),
        next: ["casework staff delegations"])
    }
  }
}
