import ArgumentParser
import Casebook

struct StaffAddCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "add", say("Make a person's login and staff record.", "为工作人员建立登录名和档案。"),
      say(
        """
        Creates the PostgreSQL login if there is none and makes it a member of casework_user, which \
        may call the functions and nothing else. How the login proves itself is PostgreSQL's own \
        business: peer, a password (\\password in psql), or a certificate.
        """,
        """
        若无此 PostgreSQL 登录名则创建，并加入 casework_user；该组只能调用函数，别无权限。\
        身份验证由 PostgreSQL 负责：peer、口令（psql 中用 \\password 设置）或证书。
        """),
      example: #"casework staff add zhao --name "Zhao Min""#)
  }

  @Argument(help: .init(say("The PostgreSQL login.", "PostgreSQL 登录名。")))
  var login: String
  @Option(help: .init(say("The person's name.", "姓名。"), valueName: "text"))
  var name: String
  @Option(help: .init(say("Their id in the register.", "人员登记编号。"), valueName: "id"))
  var person: String?
  @Option(help: .init(say("The code of their union.", "所属工会代码。"), valueName: "code"))
  var union: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try Failure.ofStaffing {
      try session.addStaff(login: login, name: name, person: person, union: union)
    }
    context.confirm(
      answer,
      say(
        "\(login) is on the staff, and has no role yet.", "\(login) 已登记为工作人员，尚无角色。"),
      repeated: say("\(login) was on the staff already.", "\(login) 此前已是工作人员。"),
      as: output.format)
  }
}
