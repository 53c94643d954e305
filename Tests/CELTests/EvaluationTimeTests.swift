import CEL
import Foundation
import Testing

/// How long a checked rule takes. It prints and never fails for being slow; `scripts/bench
/// --evaluator` runs it in release with more rounds.
struct EvaluationTimeTests {
  @Test func `a comparison of two amounts is evaluated over and over`() throws {
    let asked = ProcessInfo.processInfo.environment["CASEWORK_BENCH"].flatMap(Int.init)
    let count = asked ?? 1_000
    let rule = try CEL.check("form.granted <= form.requested", in: Samples.environment).get()
    let granted = try #require(ExactDecimal("8600.01"))
    let requested = try #require(ExactDecimal("9000.00"))
    let facts: CEL.Row = [
      "form": ["granted": .decimal(granted), "requested": .decimal(requested), "cause": "other"]
    ]
    var passed = 0
    let time = ContinuousClock().measure {
      for _ in 0..<count where rule.evaluate(facts).isTrue { passed += 1 }
    }
    #expect(passed == count)
    print("form.granted <= form.requested: \(time / count) each, \(count) times")
  }
}
