import ArgumentParser

struct RecoveryCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "recovery", say("Money that is to come back.", "应追回的款项。"),
      [RecoveryPlanCommand.self, RecoveryListCommand.self, RecoveryShowCommand.self])
  }

  static func name(of status: String) -> String {
    switch status {
    case "received": say("received", "已收齐")
    case "ended": say("ended", "已终止")
    case "overdue": say("overdue", "逾期")
    case "running": say("running", "进行中")
    default: status
    }
  }
}
