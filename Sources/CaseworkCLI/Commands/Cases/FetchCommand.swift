import ArgumentParser
import Casebook

struct FetchCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "fetch", say("Get an attached document.", "取回材料。"),
      say(
        "The number is the one 'show' prints. Without --output it keeps its own name; an existing file is not overwritten.",
        "编号见 show 的输出。未给 --output 时用原文件名；不会覆盖已有文件。"),
      example: "casework fetch HG-2026-000123 2 --output payslip.pdf")
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("The document's number.", "材料编号。")))
  var number: Int
  @Option(
    name: .shortAndLong,
    help: .init(
      say("Where to write it; - is standard output.", "写到哪里；- 表示标准输出。"), valueName: "file"))
  var output: String?
  @OptionGroup var reason: WhyOption
  @OptionGroup var connection: ConnectionOptions
  @Option(help: .init(say("The language: en or zh-Hans.", "语言：en 或 zh-Hans。"), valueName: "tag"))
  var language: String?

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let document = try session.fetch(subject.number, document: number, why: reason.why)
    if output == "-" { return context.output.write(bytes: document.content) }
    let path = output ?? OutputFile.safeName(document.fileName)
    if output == nil, OutputFile.exists(path) {
      throw Failure.usage(
        say("\(path) exists already.", "\(path) 已存在。"),
        next: ["casework fetch \(subject.number) \(number) --output FILE"])
    }
    let file = try OutputFile(path)
    file.write(document.content)
    try file.finish()
    context.tell(path)
  }
}
