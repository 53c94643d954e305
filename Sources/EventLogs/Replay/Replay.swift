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
    var judge = ReplayJudge(procedure, map, log: source.name)
    while let item = try reader.next() { _ = judge.take(item) }
    return judge.report
  }
}
