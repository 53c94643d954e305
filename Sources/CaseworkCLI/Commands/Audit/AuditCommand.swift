import ArgumentParser

struct AuditCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "audit", say("The history: export, verify, keep its head.", "历史：导出、核验、留存摘要。"),
      [AuditExportCommand.self, AuditVerifyCommand.self, AuditHeadCommand.self])
  }
}
