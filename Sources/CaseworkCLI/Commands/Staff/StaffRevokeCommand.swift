import ArgumentParser
import Casebook
import History

struct StaffRevokeCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "revoke", say("Take a role away.", "撤销角色。"),
      say(
        "From now on; what was done under the role stays done, and on record.",
        "自此刻起生效；此前以该角色所办之事仍然有效并留有记录。"),
      example: "casework staff revoke zhao supervisor --programme hardship_grant")
  }

  @Argument(help: .init(say("The login.", "登录名。")))
  var login: String
  @Argument(help: .init(say("The role.", "角色。")))
  var role: String
  @OptionGroup var scope: GrantScope
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try session.revoke(
      role: role, from: login, programme: scope.programme, unit: scope.unit)
    guard output.format != .table || answer["revoked"]?.int64 != 0 else {
      throw Failure(
        .refused,
        say(
          "\(login) has no such grant: \(role) \(scope.text).",
          "\(login) 没有此项授权：\(role)（\(scope.text)）。"),
        next: ["casework staff list"])
    }
    context.confirm(
      answer,
      say(
        "\(login) is no longer \(role) \(scope.text).", "\(login) 不再具有角色 \(role)（\(scope.text)）。"),
      as: output.format)
  }
}
