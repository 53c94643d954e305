internal import Engine
public import Workflows

extension ReplayReport {
  /// The report as a text of aligned columns.
  ///
  /// - Parameter language: the language of the words and of the workflow's labels.
  public func text(in language: DiagnosticLanguage = .english) -> String {
    let words = ReportWords(language: language, workflow: workflow)
    var lines = [words.title(log: log), ""]
    lines += TextTable(numbers: [1]).lines(counts(words))
    if !findings.isEmpty {
      let rows = findings.map { finding in
        [
          finding.rule, "\(finding.steps)", "\(finding.cases)", words.explanation(of: finding),
          finding.examples.joined(separator: ", "),
        ]
      }
      lines += ["", words.refusedTitle]
      lines += TextTable(numbers: [1, 2]).lines([words.findingHead] + rows)
      lines += ["", words.afterRefusal(onRefusal)]
    }
    lines += ["", words.endsTitle]
    lines += TextTable(numbers: [1]).lines(ends.map { words.row(of: $0) })
    lines += cannotDecide(words)
    return lines.joined(separator: "\n") + "\n"
  }

  private func counts(_ words: ReportWords) -> [[String]] {
    var rows = [
      [words.cases, "\(cases)", ""],
      [words.conforming, "\(conforming)", Self.share(conforming, of: cases)],
    ]
    if emptyCases > 0 { rows.append([words.empty, "\(emptyCases)", ""]) }
    rows += [
      [words.steps, "\(steps)", ""],
      [words.accepted, "\(accepted)", Self.share(accepted, of: steps)],
      [words.refused, "\(refused)", Self.share(refused, of: steps)],
    ]
    if ignored > 0 { rows.append([words.ignored, "\(ignored)", ""]) }
    if unjudged > 0 { rows.append([words.unjudged, "\(unjudged)", ""]) }
    return rows
  }

  private func cannotDecide(_ words: ReportWords) -> [String] {
    var rows = undecided.map { item in
      [item.kind.rawValue, "\(item.steps)", item.reason.text(in: words.code, or: "")]
    }
    if unknownRoles > 0 { rows.append(["role", "\(unknownRoles)", words.unknownRole]) }
    rows += assumed.map { [$0.field, "", words.assumed($0.value)] }
    if hasDeadlines { rows.append(["deadline", "", words.noClock]) }
    guard !rows.isEmpty else { return [] }
    return ["", words.undecidedTitle]
      + TextTable(numbers: [1]).lines([words.undecidedHead] + rows)
  }

  private var hasDeadlines: Bool {
    workflow.states.contains { $0.deadline != nil } || !workflow.deadlines.isEmpty
  }

  /// A share in per cent with one digit after the point, rounded to the nearest.
  private static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    let tenths = (part * 2_000 + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
