import ArgumentParser

struct UnitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "unit",
      say("The tree of unions and workshops. For administrators.", "工会与车间的组织树（管理员用）。"),
      [
        UnitAddCommand.self, UnitImportCommand.self, UnitListCommand.self, UnitShowCommand.self,
        UnitMoveCommand.self,
      ])
  }
}
