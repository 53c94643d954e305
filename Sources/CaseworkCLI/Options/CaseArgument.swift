import ArgumentParser

/// The case that a command is about.
struct CaseArgument: ParsableArguments {
  @Argument(
    help: .init(
      say("The case's number, such as HG-2026-000123.", "个案编号，如 HG-2026-000123。"),
      valueName: "case"))
  var number: String
}
