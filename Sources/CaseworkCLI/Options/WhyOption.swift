import ArgumentParser

/// Why the content of a protected case is read; the reason goes on record before anything is shown.
struct WhyOption: ParsableArguments {
  @Option(
    help: .init(
      say(
        "Why you read a protected case; recorded.", "查阅受保护个案的理由；会留下记录。"),
      valueName: "text"))
  var why: String?
}
