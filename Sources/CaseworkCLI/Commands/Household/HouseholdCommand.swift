import ArgumentParser

struct HouseholdCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "household", say("Who lives together.", "家庭及其成员登记。"),
      [
        HouseholdAddCommand.self, HouseholdShowCommand.self, HouseholdJoinCommand.self,
        HouseholdLeaveCommand.self, HouseholdImportCommand.self,
      ])
  }

  /// What a member is to the household.
  static let relations = [
    "head", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other",
  ]
}

/// The day from which somebody lives in a household.
struct SinceOption: ParsableArguments {
  @Option(
    help: .init(
      say("The first day on which they lived there.", "自该日起同住。"), valueName: "yyyy-mm-dd"))
  var since: Day
}
