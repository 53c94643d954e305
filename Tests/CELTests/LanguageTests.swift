import CEL
import Testing

/// The full language, which only the conformance suite uses.
struct LanguageTests {
  @Test(arguments: [
    ("{'a': 1, 'b': 'x'}['b']", "\"x\""),
    ("[1, 'a', true].exists(x, x == 'a')", "true"),
    ("[1, 'a'].all(x, x == 1)", "false"),
    ("dyn(1) + 1", "2"),
    ("int('12') + 1", "13"),
    ("int('12x')", "NULL"),
    ("sum([1.5, 'a'])", "NULL"),
    ("timestamp('2020-01-01' + 'T00:00:00Z').getFullYear()", "2020"),
    ("duration('1' + 'h').getMinutes()", "60"),
    ("{'a': 1, 'a': 2}", "NULL"),
    ("[false, true].exists(b, b > false)", "true"),
  ])
  func `maps, mixed lists and conversions of texts are evaluated`(
    source: String, answer: String
  ) throws {
    let expression = try CEL.check(source, in: Environment(language: .full)).get()
    #expect(expression.evaluate([:]).value?.json ?? "NULL" == answer)
  }

  @Test
  func `random expressions never trap in the full language either`() throws {
    var environment = Samples.environment
    environment.language = .full
    let seed = UInt64.random(in: 0..<1_000_000_000)
    print("full language fuzz: seed \(seed)")
    var expressions = RandomExpressions(seed: seed)
    var bindings = RandomBindings(seed: seed &+ 1)
    var checked = 0
    for _ in 0..<2_000 {
      let source = expressions.expression()
      guard case .success(let expression) = CEL.check(source, in: environment) else { continue }
      checked += 1
      let row = bindings.bindings()
      #expect(expression.explain(row).result == expression.evaluate(row), "\(source), seed \(seed)")
    }
    #expect(checked > 1_500)
  }
}
