import CEL
import Glibc
import Testing

@testable import Workflows

/// What is decided about random rules, against every value that their fields can have.
@Suite struct ChecksBoundsFuzzTests {
  private static let file = """
    casework: 1
    workflow: small
    version: 1
    number: SM
    label: {en: Small}
    calendar: plain
    roles: {clerk: {}}
    form:
      a: {type: integer, min: -1, max: 2}
      b: {type: integer, min: 0, max: 3}
      m: {type: money, min: 0, max: 0.03}
      c: {type: choice, of: [p, q, r]}
      y: {type: yes_no}
    start: draft
    states: {draft: {}, done: {ends: done}}
    actions:
      finish: {from: draft, to: done, role: clerk, fill: [a, b, m, c, y]}

    """

  /// The values of every field; absence is one more.
  private static let values: [(name: String, values: [Value])] = [
    ("a", [.int(-1), .int(0), .int(1), .int(2)]),
    ("b", [.int(0), .int(1), .int(2), .int(3)]),
    ("m", hundredths),
    ("c", [.string("p"), .string("q"), .string("r")]),
    ("y", [.bool(true), .bool(false)]),
  ]

  private static var hundredths: [Value] {
    var values: [Value] = []
    for steps: Int128 in 0...3 {
      if let amount = ExactDecimal(unscaled: steps, scale: 2) { values.append(.decimal(amount)) }
    }
    return values
  }

  /// Every form there can be.
  private static let forms: [Row] = {
    var forms = [Row()]
    for field in values {
      for form in forms {
        for value in field.values {
          var filled = form
          filled[field.name] = value
          forms.append(filled)
        }
      }
    }
    return forms
  }()

  @Test func `what is decided of a rule is what its values show`() throws {
    let workflow = try #require(Fixture.read(Self.file).workflow)
    let count = getenv("CASEWORK_BOUNDS").flatMap { Int(String(cString: $0)) } ?? 60
    let seed =
      getenv("CASEWORK_SEED").flatMap { UInt64(String(cString: $0)) }
      ?? UInt64.random(in: 0..<1_000_000_000)
    print("bounds: CASEWORK_SEED=\(seed) CASEWORK_BOUNDS=\(count)")
    var dice = RuleDice(state: seed)
    var undecided = 0
    for _ in 0..<count {
      let source = dice.condition(depth: Int.random(in: 1...4, using: &dice))
      guard
        let rule = try? CEL.check(source, in: workflow.environment, expecting: .bool).get()
      else { continue }
      var (isTrue, isFalse, isOpen) = (false, false, false)
      for form in Self.forms {
        switch rule.evaluate(["form": .row(form)]).value {
        case .bool(true)?: isTrue = true
        case .bool(false)?: isFalse = true
        default: isOpen = true
        }
      }
      let bounds = Bounds(workflow)
      let questions: [(Bounds.Answer, Bool)] = [
        (bounds.alwaysFalse(rule), !isTrue), (bounds.neverFalse(rule), !isFalse),
        (bounds.alwaysTrue(rule), !isFalse && !isOpen),
      ]
      for (answer, expected) in questions {
        switch answer {
        case .yes: #expect(expected, "seed \(seed): \(source)")
        case .no: #expect(!expected, "seed \(seed): \(source)")
        case .cannotDecide: undecided += 1
        }
      }
    }
    // Only factors other than one can leave a question open.
    #expect(undecided * 20 <= count * 3)
  }
}

/// Random rules over the fields above.
private struct RuleDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices.randomElement(using: &self) ?? ""
  }

  mutating func condition(depth: Int) -> String {
    let below = depth - 1
    if depth == 0 || Int.random(in: 0..<10, using: &self) == 0 {
      let field = pick(["a", "b", "m", "c", "y"])
      return pick([
        "form.y", "!form.y", "has(form.\(field))", "form.c == 'p'", "form.c != 'r'",
        "form.c in ['p', 'q']", "form.a in [0, 2, 7]", "form.m in [0.01, 0.03]",
        "\(number(depth: 0)) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(number(depth: 0))",
      ])
    }
    switch Int.random(in: 0..<7, using: &self) {
    case 0, 1: return "(\(condition(depth: below)) && \(condition(depth: below)))"
    case 2, 3: return "(\(condition(depth: below)) || \(condition(depth: below)))"
    case 4: return "!(\(condition(depth: below)))"
    case 5:
      let parts = (0..<3).map { _ in condition(depth: min(1, below)) }
      return "(\(parts[0]) ? \(parts[1]) : \(parts[2]))"
    default:
      let symbol = pick(["<", "<=", ">", ">=", "==", "!="])
      return "\(number(depth: min(2, below))) \(symbol) \(number(depth: min(2, below)))"
    }
  }

  mutating func number(depth: Int) -> String {
    if depth == 0 {
      return pick(["form.a", "form.b", "form.m", "1", "2", "0.02", "0.005"])
    }
    let (a, b) = (number(depth: depth - 1), number(depth: depth - 1))
    switch Int.random(in: 0..<5, using: &self) {
    case 0: return "(\(a) + \(b))"
    case 1: return "(\(a) - \(b))"
    case 2: return "(\(a) * 2)"
    case 3: return "-(\(a))"
    default: return "(\(condition(depth: 0)) ? \(a) : \(b))"
    }
  }
}
