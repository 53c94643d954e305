import ArgumentParser

/// Whether long output may go through a pager. `Pager` reads the flag from the command line's words,
/// for pages are shown where options are not at hand.
struct PagerOption: ParsableArguments {
  @Flag(
    name: .customLong("no-pager"),
    help: .init(
      say(
        "Do not page long output (else CASEWORK_PAGER, PAGER, less).",
        "长内容不分页（默认用 CASEWORK_PAGER、PAGER 或 less）。")))
  var isOff = false
}
