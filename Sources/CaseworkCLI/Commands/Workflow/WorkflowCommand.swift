import ArgumentParser

struct WorkflowCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "workflow", say("Procedures: check, install, look at, replay.", "流程：检查、安装、查看、重放。"),
      [
        WorkflowCheckCommand.self, WorkflowInstallCommand.self, WorkflowListCommand.self,
        WorkflowPublishCommand.self, WorkflowPublicationCommand.self,
        WorkflowShowCommand.self, WorkflowReplayCommand.self, WorkflowExportCommand.self,
        WorkflowFormatCommand.self, WorkflowSchemaCommand.self, WorkflowTestCommand.self,
        WorkflowTryCommand.self,
        WorkflowNewCommand.self,
        WorkflowGraphCommand.self, WorkflowDocCommand.self, WorkflowDiffCommand.self,
      ])
  }
}
