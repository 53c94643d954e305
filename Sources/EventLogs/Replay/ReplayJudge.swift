internal import CEL
public import Engine
internal import Workflows

/// Judges recorded steps one after another with the pure engine, and counts what comes of them.
///
/// ```swift
/// var judge = ReplayJudge(procedure, map, log: "requests.xes")
/// while let item = try reader.next() { _ = judge.take(item) }
/// print(judge.report.text(in: .english))
/// ```
public struct ReplayJudge {
  private let procedure: Procedure
  private let map: ReplayMap
  private var tally: ReplayTally
  private var name = ""
  /// The present case; nil before its first step.
  private var snapshot: CaseSnapshot?
  private var refusedSteps = 0
  /// Whether the rest of the case is not judged.
  private var isStopped = false

  /// Everything a command can be refused for: left out where the log is followed all the same.
  private static let everything = Set(Refusal.Kind.allCases.map(\.rawValue))

  /// A judge under `procedure`, of steps read through `map` from the log named `log`.
  public init(_ procedure: Procedure, _ map: ReplayMap, log: String) {
    self.procedure = procedure
    self.map = map
    tally = ReplayTally(procedure.workflow, map, log: log)
  }

  /// What has come of the steps so far.
  public var report: ReplayReport { tally.report }

  /// Takes the next piece of the log.
  ///
  /// - Returns: the verdict on a step that is judged; nil for anything else.
  public mutating func take(_ item: ReplayItem) -> ReplayVerdict? {
    switch item {
    case .caseBegan(let name):
      self.name = name
      snapshot = nil
      refusedSteps = 0
      isStopped = false
      return nil
    case .ignored:
      tally.ignored += 1
      return nil
    case .caseEnded:
      tally.countCase(in: snapshot?.state, refusedSteps: refusedSteps)
      return nil
    case .step(let step): return judge(step)
    }
  }

  private mutating func judge(_ step: ReplayStep) -> ReplayVerdict? {
    // A time at the very edge of the calendar has no day in a zone east or west of it.
    guard !isStopped, let today = procedure.calendar.date(of: step.at) else {
      isStopped = true
      tally.unjudged += 1
      return nil
    }
    tally.count(step)
    let isFirst = snapshot == nil
    var present = snapshot ?? opened(by: step, on: today)
    present.now = step.at
    present.today = today
    let opens = procedure.workflow.action(step.action)?.opensCase == true && present.version == 0
    let command: Command =
      opens
      ? .open(action: step.action, fields: step.fields)
      : .act(action: step.action, fields: step.fields, expect: present.version)
    let decision = procedure.decide(
      command, on: present, by: step.actor, leavingOut: map.undecidedRules)
    var outcome = decision.outcome
    if outcome == nil {
      refusedSteps += 1
      tally.count(decision.refusals, step, state: present.version == 0 ? nil : present.state)
      if map.onRefusal == .follow {
        outcome =
          procedure.decide(command, on: present, by: step.actor, leavingOut: Self.everything)
          .outcome
      }
      isStopped = outcome == nil
    }
    let next = outcome.map { procedure.evolve(present, $0) } ?? present
    snapshot = next
    return ReplayVerdict(
      isFirst: isFirst, refused: decision.refusals.map(\.rule),
      state: isStopped ? nil : next.state)
  }

  /// The case before its first step: opened, where the file has no action that opens one.
  private func opened(by step: ReplayStep, on today: CalendarDate) -> CaseSnapshot {
    var empty = CaseSnapshot(state: procedure.workflow.start, now: step.at, today: today)
    empty.number = name
    guard procedure.workflow.openingActions.isEmpty else { return empty }
    let opening = procedure.decide(
      .open(action: nil, fields: []), on: empty, by: step.actor, leavingOut: Self.everything)
    return opening.outcome.map { procedure.evolve(empty, $0) } ?? empty
  }
}

/// What the engine says to a recorded step.
public struct ReplayVerdict: Equatable, Sendable {
  /// Whether it is the first judged step of its case.
  public var isFirst: Bool
  /// The rules that refuse it, in the order of judging; empty when it is done.
  public var refused: [String]
  /// The state of the case afterwards; nil when the case is not followed further.
  public var state: String?
}
