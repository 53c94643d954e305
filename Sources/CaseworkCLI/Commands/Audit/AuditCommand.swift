import ArgumentParser

struct AuditCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "audit",
      say(
        "The history: export, verify, keep its head; who read what.", "历史：导出、核验、留存摘要；谁查阅了什么。"),
      [
        AuditExportCommand.self, AuditVerifyCommand.self, AuditHeadCommand.self,
        AuditReadingsCommand.self, AuditAcknowledgeCommand.self, AuditOverridesCommand.self,
      ])
  }
}
