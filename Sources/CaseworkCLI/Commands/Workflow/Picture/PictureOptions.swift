import ArgumentParser
import Workflows

/// The language of a picture or a document, and where it goes.
struct PictureOptions: ParsableArguments {
  @Option(
    help: .init(
      say(
        "The language: en or zh-Hans (else LC_ALL, LANG).", "语言：en 或 zh-Hans（未给时看 LC_ALL、LANG）。"),
      valueName: "tag"))
  var language: String?

  @Option(
    help: .init(
      say("Write to this file instead of standard output.", "写入此文件，而非标准输出。"), valueName: "file"))
  var output: String?

  func validate() throws {
    if let language, Language(named: language) == nil {
      throw ValidationError(
        say(
          "'\(language)' is not a language of casework; use en or zh-Hans.",
          "casework 不支持语言“\(language)”；请用 en 或 zh-Hans。"))
    }
  }

  /// Writes `text` where the person wants it.
  func write(_ text: String, in context: Context) throws {
    guard let output else { return context.output.write(text) }
    let file = try OutputFile(output)
    file.write(text.utf8)
    try file.finish()
  }
}

extension Language {
  /// The language in which procedures are told.
  var ofProcedures: DiagnosticLanguage { self == .chinese ? .simplifiedChinese : .english }
}
