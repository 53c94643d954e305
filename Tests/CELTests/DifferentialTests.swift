import CEL
import Foundation
import Testing

/// Random typed expressions over random facts: Swift and PostgreSQL have to agree on every one.
struct DifferentialTests {
  @Test
  func `Swift and PostgreSQL agree on random expressions, and PostgreSQL never raises`() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CASEWORK_FUZZ"].flatMap(Int.init) ?? 20_000
    let seed =
      environment["CASEWORK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
    print("differential fuzz: CASEWORK_SEED=\(seed) CASEWORK_FUZZ=\(count)")
    var expressions = RandomExpressions(seed: seed)
    var bindings = RandomBindings(seed: seed &+ 1)
    var questions: [SQLQuestion] = []
    var values = 0
    while questions.count < count {
      let source = expressions.expression()
      guard case .success(let expression) = CEL.check(source, in: Samples.environment) else {
        continue
      }
      let asked = (0..<2).map { _ in
        let row = bindings.bindings()
        return (facts: Value.row(row).json, expected: expression.evaluate(row).value)
      }
      values += asked.filter { $0.expected != nil }.count
      questions.append(SQLQuestion(expression, asked: asked))
    }
    // Both answers have to be common, or the comparison says little.
    #expect((count / 2...count * 9 / 5).contains(values))
    let found = try RulesDatabase.disagreements(questions)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
