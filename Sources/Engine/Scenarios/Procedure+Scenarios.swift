public import Workflows

extension Procedure {
  /// Plays a test of the file and compares what happens with what it says.
  ///
  /// Pure: the clock is the test's own. Documents are there from the opening on; each fund has what
  /// the test says, or a million, every year; every entry of the history is a microsecond later than
  /// the one before, as in the database.
  ///
  /// ```swift
  /// for scenario in procedure.workflow.scenarios {
  ///   let result = procedure.play(scenario)
  ///   for failure in result.failures { print(failure.location, failure.kind) }
  /// }
  /// ```
  public func play(_ scenario: Scenario) -> ScenarioResult {
    guard var player = ScenarioPlayer(self, scenario) else {
      let failure = ScenarioFailure(
        kind: .tooLate, location: scenario.location, text: scenario.name, state: workflow.start)
      return ScenarioResult(
        scenario: scenario, moves: [], failures: [failure], snapshot: nil, touched: [])
    }
    player.play()
    return ScenarioResult(
      scenario: scenario, moves: player.moves, failures: player.failures,
      snapshot: player.snapshot, touched: player.touched)
  }
}
