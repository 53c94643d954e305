import ArgumentParser

/// The command `casework` itself: the list of all commands.
struct Casework: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "casework",
      abstract: say(
        "Move cases through the procedures of a federation; PostgreSQL keeps the rules.",
        "按办事流程推进个案；规则由 PostgreSQL 把守。"),
      discussion: say(
        """
        A workflow file says how a case moves. Without a database configured, casework keeps a \
        private PostgreSQL of its own, so that it can be tried at once:

          casework init --standard
          casework person add "Chen Hong"
          casework open hardship_grant "Chen Hong"
          casework inbox

        Exit codes: 0 done, 1 refused by a rule, 2 not understood, 3 somebody was faster, \
        4 no database, 5 damaged, 6 outcome unknown (run the same command again), 130 interrupted.
        """,
        """
        个案怎样推进，由流程文件规定。没有配置数据库时，casework 自带一个本机私有的 PostgreSQL，马上可以试用：

          casework init --standard
          casework person add 陈红
          casework open hardship_grant 陈红
          casework inbox

        退出码：0 完成，1 被规则拒绝，2 看不懂，3 别人抢先，4 连不上数据库，5 数据受损，\
        6 结果不明（请再运行同一命令），130 被中断。
        """),
      version: version,
      groupedSubcommands: [
        CommandGroup(
          name: say("Cases", "个案"),
          subcommands: [
            OpenCommand.self, ActCommand.self, CheckCommand.self, ShowCommand.self,
            ListCommand.self, FindCommand.self, InboxCommand.self, ExplainCommand.self,
            AttachCommand.self, FetchCommand.self, WaiveCommand.self, NoteCommand.self,
            CorrectCommand.self, HoldCommand.self,
            ResumeCommand.self, RecallCommand.self, HistoryCommand.self, TickCommand.self,
          ]),
        CommandGroup(
          name: say("Registers", "登记"),
          subcommands: [
            PersonCommand.self, HouseholdCommand.self, BenefitCommand.self, FundCommand.self,
            StaffCommand.self, UnitCommand.self, ProposalCommand.self,
          ]),
        CommandGroup(
          name: say("Payments", "付款"),
          subcommands: [
            PayeeCommand.self, BatchCommand.self, PaymentsCommand.self, RecoveryCommand.self,
            ReceiptCommand.self,
          ]),
        CommandGroup(
          name: say("Procedures and audit", "流程与审计"),
          subcommands: [WorkflowCommand.self, AuditCommand.self]),
        CommandGroup(
          name: say("System", "系统"),
          subcommands: [
            InitCommand.self, LocalCommand.self, DoctorCommand.self, CompletionCommand.self,
          ]),
      ])
  }

  /// The release, as `--version` prints it.
  static let version = "0.1.0"
}
