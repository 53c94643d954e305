import ArgumentParser
import Casebook
import History

struct AuditAcknowledgeCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "acknowledge",
      say("Say that you have looked at a reading beyond limits.", "确认已审核一次越权查阅。"),
      say(
        """
        For the supervisors and auditors of the case, never for who read it. The number is the one \
        that 'audit readings' prints.
        """,
        "由该个案的主管或审计员办理，查阅人本人不得办理。编号见 audit readings 的输出。"),
      example: #"casework audit acknowledge 7 --remark "called back the client" --as zhao"#)
  }

  @Argument(help: .init(say("The reading's number.", "查阅编号。")))
  var number: Int64
  @Option(help: .init(say("A remark to keep.", "备注。"), valueName: "text"))
  var remark: String?
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    do {
      let answer = try context.send(
        request, over: session, "audit acknowledge", [String(number), remark]
      ) { id in
        try session.acknowledge(reading: number, remark: remark, request: id)
      }
      let who = answer["by"]?.text ?? ""
      let subject = answer["case"]?.text ?? ""
      context.confirm(
        answer,
        say(
          "Acknowledged: reading \(number) of \(subject) by \(who).",
          "已审核：\(who) 对 \(subject) 的查阅 \(number)。"), as: output.format)
    } catch CasebookError.refused(let refusal) {
      throw Failure(
        .refused, say("Reading \(number) is not acknowledged.", "查阅 \(number) 未能审核。"),
        details: refusal.items.map { "- " + Self.text($0) },
        next: ["casework audit readings --waiting"], data: refusal.detail)
    }
  }

  private static func text(_ item: Casebook.Refusal.Item) -> String {
    let who = item.detail["args"]?["by"]?.text ?? ""
    return switch item.rule {
    case "second_person": say("You read it; another person looks at it.", "是您本人查阅的；须由他人审核。")
    case "decided": say("\(who) acknowledged it already.", "\(who) 已审核。")
    default: item.rule
    }
  }
}
