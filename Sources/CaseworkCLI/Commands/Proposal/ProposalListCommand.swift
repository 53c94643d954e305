import ArgumentParser
import Casebook
import History

struct ProposalListCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "list", say("List what waits for a second person.", "列出待第二人确认的提议。"),
      say(
        "With who proposed it and who could confirm it; with --all also what was decided.",
        "包括提议人与可确认的人员；加 --all 时也列出已决定的。"),
      example: "casework proposal list")
  }

  @Flag(help: .init(say("Also those that were decided.", "也列出已决定的。")))
  var all = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    context.list(try session.proposals(everything: all), withDecisions: all, as: output.format)
  }
}

extension Context {
  /// Proposals as a table of what would be done; programs get the database's own rows.
  func list(_ proposals: [Proposal], withDecisions: Bool, as format: OutputFormat) {
    var columns: [Listing.Column] = [
      .init("proposal", say("Proposal", "提议"), .number), .init("what", say("What", "内容")),
      .init("reason", say("Reason", "依据")), .init("proposed_by", say("By", "提议人")),
      .init("who", say("Can be confirmed by", "可确认的人员")),
    ]
    if withDecisions {
      columns += [
        .init("verdict", say("Verdict", "决定")), .init("decided_by", say("Decided by", "决定人")),
      ]
    }
    Listing(
      columns,
      rows: proposals.map { proposal in
        let what = JSON.Member("what", .string(ProposalText.what(proposal)))
        return .object((proposal.data.members ?? []) + (format == .table ? [what] : []))
      },
      empty: say("Nothing waits for a second person.", "没有待确认的提议。")
    ).write(to: self, format: format)
  }
}
