import CEL
import Engine
public import EventLogs
import History
import Postgres
import Workflows

/// Sends recorded steps through the database's own functions and compares every verdict with the
/// pure engine's: who judges is two programs, and they must agree.
public struct DatabaseReplay {
  /// What came of it.
  public struct Result: Sendable {
    /// The engine's verdicts, as an offline replay reports them.
    public var report: ReplayReport
    /// Steps that the database judged.
    public var steps = 0
    /// Steps on which the two disagree.
    public var differences = 0
    /// The first of these.
    public var examples: [Difference] = []
    /// Seconds that the steps took, both judgements included.
    public var seconds = 0.0

    /// Steps a second.
    public var stepsPerSecond: Double { seconds > 0 ? Double(steps) / seconds : 0 }
  }

  /// A step on which the engine and the database disagree.
  public struct Difference: Equatable, Sendable {
    /// The case, as the log names it.
    public var caseName: String
    /// The event's line in the log.
    public var line: Int
    /// The action.
    public var action: String
    /// The engine's verdict, then the database's: the rules that refuse it, and the state after it.
    public var engine: Verdict
    /// The database's verdict.
    public var database: Verdict

    /// The most that are kept.
    public static let mostExamples = 20
  }

  /// What one of the two says to a step.
  public struct Verdict: Equatable, Sendable {
    /// The rules that refuse it, in the order of judging; empty when it is done.
    public var refused: [String]
    /// The state of the case afterwards; nil when it was not opened, or is not followed further.
    public var state: String?
  }

  private let checked: CheckedWorkflow
  private let map: ReplayMap

  /// A replay of logs under `checked`, read through `map`.
  public init(_ checked: CheckedWorkflow, map: ReplayMap) {
    self.checked = checked
    self.map = map
  }

  /// Installs the workflow in each of `databases` and replays `source` there, the cases shared out
  /// among them: no rule that a log can tell looks from one case to another, and each database keeps
  /// a core busy.
  ///
  /// - Parameter progress: told the steps judged so far, after every batch.
  /// - Throws: `ReplayError`, `CasebookError`.
  public func run(
    _ source: EventLogSource, in databases: [ReplayDatabase], progress: (Int) -> Void = { _ in }
  ) throws -> Result {
    var lanes = try databases.map { database in
      _ = try database.session.install(checked)
      return try RecordedSteps(checked, map, database.session.connection)
    }
    let reader = try StepReader(source, map: map, workflow: checked.workflow)
    var judge = ReplayJudge(
      Procedure(workflow: checked.workflow, calendar: checked.calendar), map, log: source.name)
    let clock = ContinuousClock()
    let start = clock.now
    var lane = 0
    while let item = try reader.next() {
      guard let verdict = judge.take(item), case .step(let step) = item else { continue }
      // A case stays where it began.
      if verdict.isFirst, lanes[lane].isFull {
        try lanes[lane].send()
        lane = (lane + 1) % lanes.count
        try lanes[lane].compare()
        progress(lanes.reduce(0) { $0 + $1.count })
      }
      try lanes[lane].add(step, verdict)
    }
    try lanes[lane].send()
    for index in 1...lanes.count { try lanes[(lane + index) % lanes.count].compare() }
    let time = (clock.now - start).components
    return Result(
      report: judge.report, steps: lanes.reduce(0) { $0 + $1.count },
      differences: lanes.reduce(0) { $0 + $1.differences },
      examples: Array(
        lanes.flatMap(\.examples).sorted { $0.line < $1.line }.prefix(Difference.mostExamples)),
      seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18)
  }
}
