import ArgumentParser
import Casebook

struct WorkflowPublishCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "publish", say("Propose that new cases follow an installed version.", "提议新个案适用已安装的版本。"),
      say(
        """
        Where the installation asks for a second person ('workflow publication'), what is installed is \
        a draft until somebody else than the proposer and the installer confirms it: casework proposal \
        confirm NUMBER. Open cases stay with their version.
        """,
        """
        安装设置要求第二人发布时（见 workflow publication），新安装的版本先为草稿，须由提议人和安装人以外的人确认：\
        casework proposal confirm 编号。在办个案仍按原版本办理。
        """),
      example: #"casework workflow publish hardship_grant --reason "resolution 12""#)
  }

  @Argument(help: .init(say("The procedure.", "流程名称。")))
  var workflow: String
  @Option(help: .init(say("Its version; left out, the newest.", "版本；不填则为最新。"), valueName: "number"))
  var number: Int?
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let proposal = try context.send(
      request, over: session, "workflow publish", [workflow, number.map { String($0) }, reason]
    ) { id in
      try session.publish(workflow, version: number, reason: reason, request: id)
    }
    context.show(proposal, as: output.format)
  }
}
