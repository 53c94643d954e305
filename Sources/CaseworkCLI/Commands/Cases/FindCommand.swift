import ArgumentParser
import Casebook

struct FindCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "find", say("Find cases by the applicant's name.", "按当事人姓名查找个案。"),
      say(
        "Finds names that begin with the text. Protected cases are not found by name.",
        "查找以所给文字开头的姓名。受保护的个案不能按姓名查找。"),
      example: "casework find Chen")
  }

  @Argument(help: .init(say("The name or its beginning.", "姓名或其开头。")))
  var name: String
  @Option(help: .init(say("At most so many.", "至多多少条。"), valueName: "count"))
  var limit = 50
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    CaseListing.listing(try session.cases(.init(applicant: name, limit: limit)))
      .write(to: context, format: output.format)
  }
}
