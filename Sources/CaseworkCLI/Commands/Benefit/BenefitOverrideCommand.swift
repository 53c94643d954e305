import ArgumentParser
import Casebook

struct BenefitOverrideCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "override",
      say("Propose that a case be granted although a benefit lives.", "提议例外：已有有效待遇仍予办理。"),
      say(
        """
        Somebody else confirms it; both names and the reason go into the history of the case, and \
        auditors list them (audit overrides). It covers the benefits that are live now, and none that \
        comes later. An invoice that is counted has no exception.
        """,
        """
        须由另一人确认；两人姓名与理由记入个案历史，审计员可列出（audit overrides）。\
        只针对目前有效的待遇，不包括以后的。已计入的发票没有例外。
        """),
      example: #"casework benefit override HG-2026-000123 --reason "twins, resolution 12""#)
  }

  @OptionGroup var subject: CaseArgument
  @Option(
    name: .customLong("class"),
    help: .init(
      say("Which class, where the procedure grants several.", "待遇类别；流程只有一类时可省略。"),
      valueName: "class"))
  var kind: String?
  @Option(help: .init(say("Why.", "理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let proposal = try session.inItsWords {
      try context.send(
        request, over: session, "benefit override", [subject.number, kind, reason]
      ) {
        try session.proposeOverride(subject.number, kind: kind, reason: reason, request: $0)
      }
    }
    guard output.format == .table else {
      return context.show(Record(proposal.data), as: output.format)
    }
    let what = ProposalText.what(proposal)
    let who = proposal.confirmers.joined(separator: ", ")
    context.output.writeLine(
      say(
        "Proposal \(proposal.number): \(what). Somebody else confirms it:",
        "提议 \(proposal.number)：\(what)。须由另一人确认："))
    context.output.writeLine(
      "  casework benefit confirm \(proposal.number)"
        + (who.isEmpty ? say("  (nobody could do it today)", "（目前没有人员可以确认）") : "  (\(who))"))
  }
}
