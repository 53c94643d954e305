import ArgumentParser
import Casebook
import History

struct UnitMoveCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "move", say("Put a unit with all below it under another.", "将单位连同其下级划归另一单位。"),
      say(
        """
        From now on grants for the new units above cover its cases, old ones too, and those for the \
        units that were above do not.
        """,
        "自此刻起，新上级单位的授权覆盖其个案（包括旧案），原上级单位的授权不再覆盖。"),
      example: "casework unit move STEEL-2 --to IRON")
  }

  @Argument(help: .init(say("The unit.", "单位代码。")))
  var code: String
  @Option(
    help: .init(
      say("The new unit above; left out, it becomes a root.", "新的上级；不填则成为最高一级。"), valueName: "code")
  )
  var to: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let answer = try Failure.ofStaffing { try session.moveUnit(code, under: to) }
    let count = answer["moved"]?.int64 ?? 0
    context.confirm(
      answer, say("\(code) has moved, \(count) units in all.", "\(code) 已划转，共 \(count) 个单位。"),
      repeated: say("\(code) was there already.", "\(code) 本来就在那里。"), as: output.format)
  }
}
