import ArgumentParser
import Casebook

struct StaffDelegateCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "delegate", say("Propose that somebody acts for another for a time.", "提议由他人在一段时间内代理职责。"),
      say(
        """
        By the one who is stood in for, or by an administrator, a deputy head or a director for \
        somebody who is ill. A third person confirms it. Only a role that is one's own can be lent, as \
        far as it reaches and no further; what is done under it counts as done by both, so that it \
        never makes two people out of one.
        """,
        """
        由被代理人本人提出；本人不能办理时，由管理员、副主任或主任提出，并须由第三人确认。\
        只能委托本人持有的角色，范围不得超出本人权限；代理所办之事视为两人共同所办，因此不能借代理凑足两人。
        """),
      example:
        #"casework staff delegate bai --role supervisor --until 2026-12-11 --reason "annual leave""#
    )
  }

  @Argument(help: .init(say("The login that is to act.", "代理人登录名。")))
  var deputy: String
  @Option(
    name: .customLong("for"),
    help: .init(say("Who is stood in for; left out, you.", "被代理人；不填则为您本人。"), valueName: "login"))
  var principal: String?
  @Option(help: .init(say("The role.", "角色。"), valueName: "role"))
  var role: String
  @OptionGroup var scope: GrantScope
  @Option(
    help: .init(
      say("The first day; left out, from the confirmation.", "起始日期；不填则自确认时起。"),
      valueName: "yyyy-mm-dd"))
  var from: Day?
  @Option(help: .init(say("The last day.", "截止日期。"), valueName: "yyyy-mm-dd"))
  var until: Day
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let principal = principal ?? session.login
    let proposal = try context.send(
      request, over: session, "staff delegate",
      [
        deputy, principal, role, scope.programme, scope.unit, from?.text, until.text, reason,
      ]
    ) { id in
      try Failure.ofStaffing {
        try session.delegate(
          to: deputy, for: principal, role: role, programme: scope.programme, unit: scope.unit,
          from: from?.text, until: until.text, reason: reason, request: id)
      }
    }
    context.show(proposal, as: output.format)
  }
}
