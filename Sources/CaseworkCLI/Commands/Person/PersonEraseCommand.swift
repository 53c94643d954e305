import ArgumentParser
import Casebook
import History

struct PersonEraseCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "erase", say("Propose to erase a person for good.", "提议永久删除人员信息。"),
      say(
        """
        Somebody else confirms it ('fund confirm'): then the numbers, the record and the content of \
        their cases are erased. What was done, by whom, when and for how much stays, and still \
        verifies. It cannot be taken back. Say the legal basis in the reason, and name nobody.
        """,
        """
        须由他人确认（fund confirm）；确认后，号码、登记信息及其个案内容均被删除。\
        办理过程、经办人、时间及金额予以保留，仍可核验。此操作不可撤销。理由中请写明法律依据，勿写姓名。
        """),
      example: """
        casework person erase 8b1f2c64-8f0e-4b51-9d53-0f6f3c1a7a10 --reason "retention rule 4, six years"
        """)
  }

  @Argument(help: .init(say("The person's id.", "人员编号。")))
  var id: String
  @Option(help: .init(say("The legal basis; kept.", "法律依据；会保存。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let answer = try Failure.ofNumbers {
      try context.send(request, over: session, "person erase", [id, reason]) { request in
        try session.proposeErasure(id: id, reason: reason, request: request)
      }
    }
    guard output.format == .table else {
      return context.show(Record(answer), as: output.format)
    }
    let number = answer["proposal"]?.int64.map { String($0) } ?? ""
    let who = (answer["who"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
    context.output.writeLine(
      say(
        "Proposal \(number): nothing is erased until somebody else confirms it: casework fund confirm \(number)",
        "提议 \(number)：经他人确认后方才删除：casework fund confirm \(number)"))
    context.output.writeLine(
      who.isEmpty
        ? say("Nobody on the staff could confirm it today.", "目前没有人员可以确认。")
        : say("Who could: ", "可确认的人员：") + who)
  }
}
