import ArgumentParser

struct PersonCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "person", say("The register of people who may have cases.", "个案当事人登记。"),
      [
        PersonAddCommand.self, PersonFindCommand.self, PersonShowCommand.self,
        PersonSetCommand.self, PersonHistoryCommand.self, PersonEraseCommand.self,
      ])
  }
}
