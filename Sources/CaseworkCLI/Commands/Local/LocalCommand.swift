import ArgumentParser

struct LocalCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "local",
      abstract: say("The private PostgreSQL of this account.", "本账户的私有 PostgreSQL。"),
      discussion: say(
        """
        For evaluation and small offices. It listens on no network; the only guard is a folder that \
        nobody else may enter, so there is no protection from this account itself.
        """,
        "供试用和小型办公室使用。不监听网络；唯一的防护是他人无法进入的目录，因此不能防范本账户自身。"),
      subcommands: [
        LocalStatusCommand.self, LocalStartCommand.self, LocalStopCommand.self,
        LocalPsqlCommand.self, LocalDestroyCommand.self,
      ])
  }
}
