import CEL
import Engine
import EventLogs
import Workflows

/// The pure engine's verdicts on recorded steps, one by one, with the counts of a report.
struct EngineReplay {
  private let procedure: Procedure
  private let map: ReplayMap
  private var tally: ReplayTally
  private var name = ""
  private var snapshot: CaseSnapshot?
  private var refusedSteps = 0
  private var isStopped = false

  /// Whether the next step is the first of its case.
  private(set) var isAtStart = true

  private static let everything = Set(Engine.Refusal.Kind.allCases.map(\.rawValue))

  init(_ checked: CheckedWorkflow, _ map: ReplayMap, log: String) {
    procedure = Procedure(workflow: checked.workflow, calendar: checked.calendar)
    self.map = map
    tally = ReplayTally(checked.workflow, map, log: log)
  }

  var report: ReplayReport { tally.report }

  /// Takes the next piece of the log.
  ///
  /// - Returns: the verdict on a step that is judged; nil for anything else.
  mutating func take(_ item: ReplayItem) -> DatabaseReplay.Verdict? {
    switch item {
    case .caseBegan(let name):
      self.name = name
      snapshot = nil
      refusedSteps = 0
      isStopped = false
      isAtStart = true
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

  private mutating func judge(_ step: ReplayStep) -> DatabaseReplay.Verdict? {
    guard !isStopped, let today = procedure.calendar.date(of: step.at) else {
      isStopped = true
      tally.unjudged += 1
      return nil
    }
    isAtStart = false
    tally.count(step)
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
    return DatabaseReplay.Verdict(
      refused: decision.refusals.map(\.rule), state: isStopped ? nil : next.state)
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
