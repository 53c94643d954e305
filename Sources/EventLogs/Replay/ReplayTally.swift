internal import Engine
internal import Workflows

/// The counts of a replay while it runs: of the pure engine here, or of a database that judges the
/// same steps.
///
/// ```swift
/// var tally = ReplayTally(workflow, map, log: source.name)
/// tally.count(step)                                  // each step that is judged
/// tally.count(refusals, step, state: "submitted")    // if it is refused
/// tally.countCase(in: "paid", refusedSteps: 1)       // each case at its end
/// print(tally.report.text())
/// ```
struct ReplayTally: Sendable {
  private let workflow: Workflow
  private let map: ReplayMap
  private let log: String
  /// Events that the map says to ignore.
  var ignored = 0
  /// Steps of stopped cases.
  var unjudged = 0
  private var steps = 0
  private var refused = 0
  private var cases = 0
  private var conforming = 0
  private var findings: [Key: ReplayReport.Finding] = [:]
  private var ends: [String: Int] = [:]
  private var undecidedSteps: [Int]
  private var unknownRoles = 0
  private var emptyCases = 0

  /// The case in which a finding was counted last, so that a case counts once.
  private var lastCase: [Key: String] = [:]

  /// What findings are counted by.
  private struct Key: Hashable {
    var rule: String
    var reference: String?
    var action: String
    var state: String?
  }

  /// No counts yet, of a replay of `log`.
  init(_ workflow: Workflow, _ map: ReplayMap, log: String) {
    self.workflow = workflow
    self.map = map
    self.log = log
    undecidedSteps = map.undecided.map { _ in 0 }
  }

  /// Counts a step that is judged.
  mutating func count(_ step: ReplayStep) {
    steps += 1
    if !step.isRoleKnown { unknownRoles += 1 }
    guard let action = workflow.action(step.action) else { return }
    for (index, undecided) in map.undecided.enumerated() where action.has(undecided.kind) {
      undecidedSteps[index] += 1
    }
  }

  /// Counts a refused step under each rule that refuses it.
  ///
  /// - Parameter state: the state the case was in; nil when it was not opened yet.
  mutating func count(_ refusals: [Refusal], _ step: ReplayStep, state: String?) {
    refused += 1
    for refusal in refusals {
      let key = Key(
        rule: refusal.rule, reference: refusal.reference, action: step.action, state: state)
      var finding =
        findings[key]
        ?? ReplayReport.Finding(
          rule: refusal.rule, kind: refusal.kind, reference: refusal.reference,
          action: step.action, state: state, steps: 0, cases: 0, examples: [])
      finding.steps += 1
      if lastCase[key] != step.caseName {
        finding.cases += 1
        lastCase[key] = step.caseName
        if finding.examples.count < ReplayReport.Finding.mostExamples {
          finding.examples.append(step.caseName)
        }
      }
      findings[key] = finding
    }
  }

  /// Counts a case at its end.
  ///
  /// - Parameter state: where it stands; nil for a case without any step.
  mutating func countCase(in state: String?, refusedSteps: Int) {
    cases += 1
    if refusedSteps == 0 { conforming += 1 }
    if let state { ends[state, default: 0] += 1 } else { emptyCases += 1 }
  }

  /// The counts as a report: findings by count, the rest in the workflow's order.
  var report: ReplayReport {
    var report = ReplayReport(log: log, workflow: workflow, onRefusal: map.onRefusal)
    report.cases = cases
    report.steps = steps
    report.accepted = steps - refused
    report.refused = refused
    report.ignored = ignored
    report.unjudged = unjudged
    report.conforming = conforming
    report.emptyCases = emptyCases
    report.findings = findings.values.sorted { left, right in
      if left.steps != right.steps { return left.steps > right.steps }
      let order = { (finding: ReplayReport.Finding) in
        [finding.rule, finding.action, finding.state ?? "", finding.reference ?? ""]
      }
      return order(left).lexicographicallyPrecedes(order(right))
    }
    report.ends = workflow.states.compactMap { state in
      ends[state.name].map {
        ReplayReport.End(state: state.name, outcome: state.ends, cases: $0)
      }
    }
    report.undecided = zip(map.undecided, undecidedSteps).map {
      ReplayReport.Undecided(kind: $0.kind, reason: $0.reason, steps: $1)
    }
    report.unknownRoles = unknownRoles
    report.assumed = map.fields.compactMap { rule in
      guard case .assumed(let value) = rule.source else { return nil }
      return ReplayReport.Assumed(field: rule.field, value: value)
    }
    return report
  }
}

extension Workflow.Action {
  /// Whether rules of this family bear on the action.
  fileprivate func has(_ kind: Refusal.Kind) -> Bool {
    switch kind {
    case .role: by == .person
    case .only: only != nil
    case .applicant: by == .person
    case .unrelated: unrelated
    case .distinctFrom: !distinctFrom.isEmpty
    case .voted: isSigned
    case .atMost: atMost != nil
    case .after: after != nil
    case .expect: by == .person && !opensCase && needsExpectedVersion
    case .field, .fill: !fill.isEmpty
    case .document: !documents.isEmpty || tiers?.bands.contains { !$0.documents.isEmpty } == true
    case .when: !when.isEmpty
    case .tier: tiers != nil
    case .signature: money.contains { [.commit, .pay, .send].contains($0.kind) }
    case .fund: money.contains { $0.fund != nil }
    case .amount: !money.isEmpty
    case .benefit: grantedBenefit != nil
    case .invoice: invoice != nil
    case .state, .held, .route, .check, .paid, .undoes: true
    }
  }
}
