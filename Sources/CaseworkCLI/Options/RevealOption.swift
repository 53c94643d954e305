import ArgumentParser

/// Whether private fields are shown.
struct RevealOption: ParsableArguments {
  @Flag(
    name: .customLong("reveal"),
    help: .init(say("Show private fields as well.", "同时显示私密字段。")))
  var isGiven = false

  var reveals: Mask.Reveals { isGiven ? .everything : .nothing }
}
