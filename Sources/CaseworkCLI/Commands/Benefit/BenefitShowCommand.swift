import ArgumentParser
import Casebook

struct BenefitShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show what a case has granted for a time.", "查看个案给予的待遇。"),
      say(
        "For who reads the case. What other cases hold is theirs to show.",
        "限可查看该个案内容的人员。其他个案的待遇不在此显示。"),
      example: "casework benefit show HG-2026-000123")
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    Listing(
      [
        .init("class", say("Class", "类别")), .init("for", say("For", "对象")),
        .init("from", say("From", "自"), .day), .init("to", say("To", "至"), .day),
        .init("ended", say("Ended", "终止")), .init("ended_on", say("On", "日期"), .day),
        .init("override", say("Override", "例外提议"), .number),
      ], rows: try session.benefits(of: subject.number),
      empty: say("The case has granted no benefit.", "本案没有给予待遇。")
    ).write(to: context, format: output.format)
  }
}
