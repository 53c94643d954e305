import ArgumentParser
import Casebook

struct StaffGrantCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "grant", say("Give a member of staff a role.", "授予角色。"),
      say(
        """
        For one programme and unit, or for all when left out; from a day or at once, until a day or \
        for good. A unit stands for everything below it. Refused beside a role that does not go with \
        it: see 'staff incompatible'.
        """,
        """
        可限定项目、单位与起止日期；不填则不限。单位包含其全部下级。与已有角色互斥时拒绝：见 staff incompatible。
        """),
      example: "casework staff grant zhao supervisor --programme hardship_grant --until 2027-12-31")
  }

  @Argument(help: .init(say("The login.", "登录名。")))
  var login: String
  @Argument(help: .init(say("The role, as workflow files name it.", "角色，与流程文件一致。")))
  var role: String
  @OptionGroup var scope: GrantScope
  @Option(
    help: .init(say("The first day; left out, from now.", "起始日期；不填则即刻生效。"), valueName: "yyyy-mm-dd")
  )
  var from: Day?
  @Option(help: .init(say("The last day.", "截止日期。"), valueName: "yyyy-mm-dd"))
  var until: Day?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try Failure.ofStaffing {
      try session.grant(
        role: role, to: login, programme: scope.programme, unit: scope.unit, from: from?.text,
        until: until?.text)
    }
    let place = scope.text
    context.confirm(
      answer, say("\(login) is \(role) \(place).", "\(login) 获得角色 \(role)（\(place)）。"),
      repeated: say(
        "\(login) was \(role) \(place) already.", "\(login) 此前已有角色 \(role)（\(place)）。"),
      as: output.format)
  }
}

/// Where a role holds.
struct GrantScope: ParsableArguments {
  @Option(help: .init(say("Only in this programme.", "仅限此项目。"), valueName: "workflow"))
  var programme: String?
  @Option(help: .init(say("Only in this unit.", "仅限此单位。"), valueName: "code"))
  var unit: String?

  /// Where, in words.
  var text: String {
    let places = [
      programme.map { say("in \($0)", "项目 \($0)") }, unit.map { say("in unit \($0)", "单位 \($0)") },
    ].compactMap { $0 }
    return places.isEmpty
      ? say("in every programme", "所有项目") : places.joined(separator: say(", ", "，"))
  }
}
