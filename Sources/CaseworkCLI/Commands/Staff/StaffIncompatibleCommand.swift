import ArgumentParser
import Casebook

struct StaffIncompatibleCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "incompatible", say("List roles that one person may not hold together.", "列出同一人不得兼任的角色。"),
      say(
        """
        In one programme and at one time. --forbid and --allow change the list; grants that are \
        there already stay, and the last column names who holds both.
        """,
        "指同一项目、同一时期。--forbid 与 --allow 修改此表；已有授权不受影响，末列列出兼任者。"),
      example: "casework staff incompatible --forbid visitor,cashier")
  }

  @Option(help: .init(say("Forbid this pair.", "禁止兼任这两个角色。"), valueName: "role,role"))
  var forbid: String?
  @Option(help: .init(say("Allow this pair again.", "重新允许兼任。"), valueName: "role,role"))
  var allow: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    for (pair, isForbidden) in [(forbid, true), (allow, false)] {
      guard let pair else { continue }
      let roles = pair.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard roles.count == 2 else {
        throw Failure.usage(say("Name two roles: ROLE,ROLE", "请写两个角色：角色,角色"))
      }
      _ = try session.setIncompatible(roles[0], roles[1], isForbidden: isForbidden)
    }
    Listing(
      [
        .init("role", say("Role", "角色")), .init("with", say("Not with", "不得兼任")),
        .init("held_by", say("Held by", "兼任者")),
      ],
      rows: try session.incompatibleRoles(),
      empty: say("Any roles may go together.", "没有互斥的角色。")
    ).write(to: context, format: output.format)
  }
}
