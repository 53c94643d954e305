import ArgumentParser
import Casebook
import History

struct StaffRelateCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "relate", say("Declare that staff and a person are related.", "申报工作人员与某人的关系。"),
      say(
        """
        Where a procedure asks for somebody unrelated, they are refused from then on. By the person \
        themselves (--as LOGIN) or an administrator; nobody takes it back.
        """,
        """
        流程要求无利害关系者办理之处，此后将拒绝其办理。可由本人（--as 登录名）或管理员申报；不能撤回。
        """),
      example: "casework staff relate zhao 7f0c2a9e-5b1d-4c62-9d57-0a4f2f1f8f11 brother --as zhao")
  }

  @Argument(help: .init(say("The login.", "登录名。")))
  var login: String
  @Argument(help: .init(say("The person's id in the register.", "对方的人员登记编号。")))
  var person: String
  @Argument(help: .init(say("How: brother, spouse, …", "关系：配偶、兄弟……")))
  var kind: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(
      connection, for: connection.login == login ? .business : .administration)
    let answer = try context.send(
      request, over: session, "staff relate", [login, person, kind]
    ) { id in
      try Failure.ofStaffing { try session.relate(login, to: person, kind: kind, request: id) }
    }
    context.confirm(
      answer, say("Declared: \(login), \(kind).", "已申报：\(login)，\(kind)。"),
      repeated: say("This was declared already.", "此前已申报。"), as: output.format)
  }
}
