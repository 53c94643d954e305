import Casebook
import Engine
import Workflows

/// A workflow file whose tests were run.
struct TestedFile {
  /// One test with what came of it.
  struct Test {
    var result: ScenarioResult
    /// How long it took, in seconds, with the database if that was asked for.
    var seconds: Double
    /// Where the database says otherwise; empty without it.
    var differences: [ScenarioDifference] = []

    var name: String { result.scenario.name }
    var hasPassed: Bool { result.hasPassed && differences.isEmpty }
  }

  var path: String
  var checked: CheckedWorkflow
  var tests: [Test] = []
  /// What the tests touch; nil when only some of them ran.
  var coverage: ScenarioCoverage?

  var workflow: Workflow { checked.workflow }
  var failed: Int { tests.count { !$0.hasPassed } }
  var seconds: Double { tests.reduce(0) { $0 + $1.seconds } }
}

extension [TestedFile] {
  var tests: Int { reduce(0) { $0 + $1.tests.count } }
  var failed: Int { reduce(0) { $0 + $1.failed } }
  var differences: Int { reduce(0) { $0 + $1.tests.reduce(0) { $0 + $1.differences.count } } }
  var seconds: Double { reduce(0) { $0 + $1.seconds } }
}
