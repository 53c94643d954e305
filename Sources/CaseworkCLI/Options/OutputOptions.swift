import ArgumentParser

/// How results are shown.
struct OutputOptions: ParsableArguments {
  @Option(
    help: .init(
      say("How to write data: table, json, jsonl or csv.", "数据格式：table、json、jsonl 或 csv。"),
      valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    help: .init(
      say(
        "The language: en or zh-Hans (else LC_ALL, LANG).", "语言：en 或 zh-Hans（未给时看 LC_ALL、LANG）。"),
      valueName: "tag"))
  var language: String?

  func validate() throws {
    if let language, Language(named: language) == nil {
      throw ValidationError(
        say(
          "'\(language)' is not a language of casework; use en or zh-Hans.",
          "casework 不支持语言“\(language)”；请用 en 或 zh-Hans。"))
    }
  }
}
