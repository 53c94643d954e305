import ArgumentParser

/// Whether private fields are shown, after a reading with its reason is on record.
struct RevealOption: ParsableArguments {
  @Flag(
    name: .customLong("reveal"),
    help: .init(
      say(
        "Show private fields as well; with --why, which goes on record.",
        "同时显示私密字段；须用 --why 说明理由并留下记录。")))
  var isGiven = false

  var reveals: Mask.Reveals { isGiven ? .everything : .nothing }

  /// - Throws: a mistake in the command when there is no reason to record.
  func validate(why: String?) throws {
    guard isGiven, why == nil else { return }
    throw ValidationError(
      say(
        "--reveal needs --why: who reads a private field, and why, goes on record.",
        "--reveal 须与 --why 同用：查阅私密字段的人及理由会留下记录。"))
  }
}
