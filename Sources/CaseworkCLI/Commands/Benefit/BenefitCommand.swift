import ArgumentParser

struct BenefitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "benefit",
      say("What is granted for a time, and exceptions from granting once.", "有期限的待遇，以及不重复给予的例外。"),
      [
        BenefitShowCommand.self, BenefitOverrideCommand.self, BenefitConfirmCommand.self,
        BenefitRejectCommand.self,
      ])
  }
}
