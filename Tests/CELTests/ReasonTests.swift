import CEL
import Testing

/// Why a rule does not hold: only the parts that fail, each with the values it looked at.
struct ReasonTests {
  private static let facts: CEL.Row = {
    var facts = EvaluatorTests.facts
    facts["checks"] = [["name": "visit", "result": "pass"], ["name": "means", "result": "open"]]
    return facts
  }()

  private static let table: [(String, [String])] = [
    ("form.count == 3", []),
    ("form.count == 4", ["form.count = 3, == 4"]),
    ("!(form.count == 3)", ["form.count = 3, != 3"]),
    ("!(form.count < 4)", ["form.count = 3, >= 4"]),
    ("5 < form.count", ["5 = 5, < 3"]),
    ("facts.per_head <= 2500.00", ["facts.per_head = 2866.67, <= 2500.00"]),
    ("facts.per_head <= 2500.00 && form.count > 1", ["facts.per_head = 2866.67, <= 2500.00"]),
    ("form.count > 1 && form.count < 3", ["form.count = 3, < 3"]),
    ("form.count > 5 || form.count < 3", ["form.count = 3, > 5", "form.count = 3, < 3"]),
    ("!(form.count > 1 || form.count < 1)", ["form.count = 3, <= 1"]),
    ("form.count in [1, 2]", ["form.count = 3, in [1, 2]"]),
    ("!(form.count in [1, 3])", ["form.count = 3, !in [1, 3]"]),
    ("has(form.no)", ["form.no is absent"]),
    ("!has(form.yes)", ["form.yes is present"]),
    ("!form.yes", ["form.yes = true"]),
    ("form.no", ["form.no is absent"]),
    ("form.no && form.count > 5", ["form.count = 3, > 5"]),
    ("form.no && form.count == 3", ["form.no is absent"]),
    ("form.requested > 1.00 || form.no", ["form.requested is absent", "form.no is absent"]),
    ("form.yes ? form.count > 5 : form.no", ["form.count = 3, > 5"]),
    ("form.no ? true : true", ["form.no is absent"]),
    ("form.count / 0 == 1", ["form.count / 0 == 1 is impossible"]),
    ("form.people.all(p, p.age >= 18)", ["form.people 2: form.people.age = 12, >= 18"]),
    ("form.people.all(p, !p.disabled)", ["form.people 3: form.people.disabled = true"]),
    (
      "form.people.all(p, !p.disabled || p.age == 70)",
      [
        "form.people 2: form.people.disabled is absent",
        "form.people 2: form.people.age = 12, == 70",
      ]
    ),
    ("form.people.exists(p, p.age > 80)", ["no item of form.people: p.age > 80"]),
    ("!form.people.exists(p, p.age > 60)", ["form.people 3: form.people.age = 70, <= 60"]),
    (
      "checks.all(c, c.result in ['pass', 'waived'])",
      ["checks 2: checks.result = 'open', in ['pass', 'waived']"]
    ),
    ("form.matrix.all(r, true)", ["form.matrix is absent"]),
    ("size(form.people) > 3", ["size(form.people) = 3, > 3"]),
    ("facts.eligible && form.count > 5", ["form.count = 3, > 5"]),
    ("!facts.eligible", ["form.people 3: form.people.disabled = true"]),
    ("form.name.startsWith('X')", ["form.name.startsWith('X') = false"]),
  ]

  @Test
  func `each part that fails is named with its values`() throws {
    for (source, expected) in Self.table {
      let rule = try CEL.check(source, in: Samples.environment).get()
      #expect(rule.reasons(Self.facts).map(Self.text) == expected, "\(source)")
    }
  }

  @Test
  func `what is not true has a reason, and what is true has none`() throws {
    let seed = UInt64.random(in: 0..<1_000_000_000)
    var expressions = RandomExpressions(seed: seed)
    var bindings = RandomBindings(seed: seed &+ 1)
    var asked = 0
    for _ in 0..<3_000 {
      let source = expressions.expression()
      guard case .success(let rule) = CEL.check(source, in: Samples.environment), rule.type == .bool
      else { continue }
      asked += 1
      let row = bindings.bindings()
      #expect(
        rule.reasons(row).isEmpty == rule.evaluate(row).isTrue, "\(source), seed \(seed)")
    }
    #expect(asked > 200)
  }

  private static func text(_ reason: Reason) -> String {
    let places = reason.places.map { "\($0.list) \($0.number): " }.joined()
    let what =
      switch reason.kind {
      case .comparison(let left, let symbol, let right):
        "\(left.path ?? left.source) = \(left.value), \(symbol) \(right.value)"
      case .absent(let path): "\(path) is absent"
      case .present(let path): "\(path) is present"
      case .condition(let side): "\(side.path ?? side.source) = \(side.value)"
      case .noItem(let list, let condition): "no item of \(list): \(condition)"
      case .impossible(let source): "\(source) is impossible"
      }
    return places + what
  }
}
