internal import CEL
public import Engine
internal import Workflows

/// Runs a recorded history through a workflow, with the pure engine, and reports what the workflow
/// would have refused.
///
/// ```swift
/// let replay = Replay(procedure: procedure, map: map)
/// let report = try replay.run(.file(path: "requests.xes.gz"))
/// print(report.text(in: .english))
/// ```
///
/// The clock does not act between recorded steps: a deadline that moves a case is no recorded step.
public struct Replay: Sendable {
  /// The rules.
  public let procedure: Procedure
  /// How the log's events are read.
  public let map: ReplayMap

  /// A replay of logs under `procedure`, read through `map`.
  public init(procedure: Procedure, map: ReplayMap) {
    self.procedure = procedure
    self.map = map
  }

  /// Replays a log.
  ///
  /// - Parameter source: the log, plain or gzip; it is read once, as a stream.
  /// - Throws: `ReplayError` when the log cannot be read or the map does not name all of it.
  public func run(_ source: EventLogSource) throws(ReplayError) -> ReplayReport {
    let reader = try StepReader(source, map: map, workflow: procedure.workflow)
    var tally = ReplayTally(procedure.workflow, map, log: source.name)
    var present: CaseReplay?
    while let item = try reader.next() {
      switch item {
      case .caseBegan(let name): present = CaseReplay(name)
      case .ignored: tally.ignored += 1
      case .step(let step): present?.take(step, procedure, map, &tally)
      case .caseEnded:
        if let present {
          tally.countCase(in: present.snapshot?.state, refusedSteps: present.refusedSteps)
        }
        present = nil
      }
    }
    return tally.report
  }
}

/// One case on its way through the workflow.
struct CaseReplay {
  let name: String
  /// The case; nil before its first step.
  private(set) var snapshot: CaseSnapshot?
  private(set) var refusedSteps = 0
  /// Whether the rest of the case is not judged.
  private(set) var isStopped = false

  /// Everything a command can be refused for: left out where the log is followed all the same.
  private static let everything = Set(Refusal.Kind.allCases.map(\.rawValue))

  init(_ name: String) { self.name = name }

  mutating func take(
    _ step: ReplayStep, _ procedure: Procedure, _ map: ReplayMap, _ tally: inout ReplayTally
  ) {
    // A time at the very edge of the calendar has no day in a zone east or west of it.
    guard !isStopped, let today = procedure.calendar.date(of: step.at) else {
      isStopped = true
      tally.unjudged += 1
      return
    }
    tally.count(step)
    var present = snapshot ?? opened(by: step, on: today, procedure)
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
    snapshot = outcome.map { procedure.evolve(present, $0) } ?? present
  }

  /// The case before its first step: opened, where the file has no action that opens one.
  private func opened(
    by step: ReplayStep, on today: CalendarDate, _ procedure: Procedure
  ) -> CaseSnapshot {
    let workflow = procedure.workflow
    var empty = CaseSnapshot(state: workflow.start, now: step.at, today: today)
    empty.number = name
    guard workflow.openingActions.isEmpty else { return empty }
    let opening = procedure.decide(
      .open(action: nil, fields: []), on: empty, by: step.actor, leavingOut: Self.everything)
    return opening.outcome.map { procedure.evolve(empty, $0) } ?? empty
  }
}
