import CEL
import Testing

@testable import Workflows

/// What is decided about rules over every value that the fields can have.
@Suite struct ChecksBoundsTests {
  static let file = """
    casework: 1
    workflow: bounds
    version: 1
    number: BD
    label: {en: Bounds}
    calendar: plain
    roles: {clerk: {}}
    form:
      asked: {type: money, min: 0, max: 100}
      granted: {type: money, min: 0, max: 50}
      rate: {type: decimal(3), min: 0, max: 1}
      free: {type: money}
      age: {type: integer, min: 0, max: 120}
      n: {type: integer}
      cause: {type: choice, of: [illness, job_loss, other]}
      note: {type: text}
      urgent: {type: yes_no}
      born: {type: date, min: 1900-01-01, max: 2026-12-31}
      died: {type: date}
      people: {type: rows, min_rows: 1, max_rows: 8, of: {age: {type: integer}}}
    facts:
      large: form.asked > 50.00
      share: div(form.asked, size(form.people), 2)
    start: draft
    states: {draft: {}, done: {ends: done}}
    actions:
      finish:
        {from: draft, to: done, role: clerk, fill: [asked, granted, rate, free, age, n, cause, note, urgent, born, died, people]}

    """

  static let workflow = Fixture.read(file).workflow

  /// The expression in the file's environment.
  static func checked(_ source: String) throws -> CheckedExpression {
    let workflow = try #require(workflow)
    return try CEL.check(source, in: workflow.environment, expecting: .bool).get()
  }

  static func words(_ answer: Bounds.Answer) -> String {
    switch answer {
    case .yes: "yes"
    case .no(let witness):
      witness.items.map { "\($0.path) \($0.value ?? "absent")" }.joined(separator: ", ")
    case .cannotDecide(let part): "depends on \(part ?? "too much")"
    }
  }

  /// Rules that are never false, whatever is filled.
  @Test(arguments: [
    "form.asked >= 0.00", "form.asked < 100.01", "form.asked <= 100.00", "form.granted <= 50.00",
    "form.asked > 49.99 || form.asked < 50.00", "form.asked != form.asked + 0.01",
    "form.age in [1] || form.age != 1", "form.age * 2 != 7", "form.rate * 2 <= 2.000",
    "form.cause in ['illness', 'job_loss', 'other']",
    "form.cause != 'other' || form.cause == 'other'",
    "facts.large || form.asked <= 50.00", "!facts.large || form.asked >= 50.01",
    "form.urgent || !form.urgent", "form.urgent == !(!form.urgent)",
    "form.born <= date('2026-12-31')", "days(form.born, form.died) == -days(form.died, form.born)",
    "size(form.people) <= 8", "did.finish.count >= 0", "money.paid >= 0.00", "case.round >= 1",
    "form.urgent ? form.asked >= 0.00 : form.asked < 100.01",
    "(form.urgent ? form.asked : form.granted) <= 100.00",
    "form.note == 'a' || form.note != 'a'",
    "form.asked - form.granted <= 100.00", "form.asked + form.granted <= 150.00",
    "form.asked < form.granted || form.granted <= form.asked",
    "facts.share <= 5.00 || facts.share > 5.00",
    "checks.all(c, c.result == 'pass') || !checks.all(c, c.result == 'pass')",
    "form.n + 1 > form.n", "1 in [2, 1]",
    "form.asked > 1.00 || form.asked < 2.00 || form.note == 'x'",
  ])
  func `a rule is found never to be false`(source: String) throws {
    let bounds = Bounds(try #require(Self.workflow))
    #expect(Self.words(bounds.neverFalse(try Self.checked(source))) == "yes")
  }

  /// Rules that are never true.
  @Test(arguments: [
    "form.asked < 0.00", "form.asked > 100.00", "form.granted >= 50.01",
    "form.asked > 50.00 && form.asked < 50.01", "form.age > 3 && form.age < 4",
    "form.age * 2 == 7", "form.granted > form.asked && form.asked > form.granted",
    "form.granted > form.asked && form.asked >= 50.00",
    "form.cause == 'illness' && form.cause == 'other'",
    "!(form.cause in ['illness', 'job_loss', 'other'])", "form.urgent && !form.urgent",
    "form.born > date('2027-01-01')", "size(form.people) == 0", "has(form.note) && !has(form.note)",
    "!has(form.asked) && form.asked > 1.00", "form.note == 'a' && form.note == 'b'",
    "facts.large && form.asked == 50.00", "form.asked * 2 > 200.00", "form.age in []",
    "form.asked + form.granted > 150.00", "form.urgent ? form.asked < 0.00 : form.age > 120",
    "has(did.finish.by) && did.finish.count == 0",
    "form.asked == 1.00 && form.asked in [2.00, 3.00]",
    "has(facts.large) && !has(form.asked)", "form.rate == 0.500 && form.rate * 1.5 != 0.75",
    "size(form.people) == 0 && facts.share > 1.00",
    "form.n > 9223372036854775806 && form.n + 1 > 0 && form.n + 2 > 0",
  ])
  func `a rule is found never to be true`(source: String) throws {
    let bounds = Bounds(try #require(Self.workflow))
    #expect(Self.words(bounds.alwaysFalse(try Self.checked(source))) == "yes")
  }

  @Test(arguments: [
    ("form.asked <= 99.99", "form.asked 100.00"),
    ("form.asked < 50.00 || form.asked > 50.00", "form.asked 50.00"),
    ("form.granted <= form.asked", "form.asked 0.00, form.granted 0.01"),
    ("form.cause in ['illness', 'job_loss']", "form.cause 'other'"),
    ("!form.urgent", "form.urgent true"),
    ("form.born < date('2026-12-31')", "form.born 2026-12-31"),
    ("has(form.note)", "form.note absent"),
    ("form.age * 2 != 8", "form.age 4"),
    ("form.rate < 1.000", "form.rate 1.000"),
    ("form.note != 'a'", "form.note 'a'"),
    ("size(form.people) < 8", "size(form.people) 8"),
    ("facts.share > 1.00", "depends on div(form.asked, size(form.people), 2)"),
    ("form.note.startsWith('x')", "depends on form.note.startsWith('x')"),
    ("form.note.startsWith('x') || form.age < 100", "depends on form.note.startsWith('x')"),
    ("form.note.startsWith('x') && form.age < 100", "form.age 100"),
  ])
  func `a rule that can be false is shown the values`(source: String, found: String) throws {
    let bounds = Bounds(try #require(Self.workflow))
    #expect(Self.words(bounds.neverFalse(try Self.checked(source))) == found)
  }

  @Test(arguments: [
    ("form.asked > 10.00", "form.asked > 9.99", "yes"),
    ("form.granted <= form.asked && form.asked <= 20.00", "form.granted <= 20.00", "yes"),
    ("form.age > 17", "form.age >= 18", "yes"),
    ("form.asked > 9.99", "form.asked > 10.00", "form.asked 10.00"),
    (
      "form.granted < form.asked && form.asked < form.free", "form.granted + 0.02 <= form.free",
      "yes"
    ),
    ("form.cause == 'other'", "form.cause in ['illness', 'other']", "yes"),
    ("form.asked == 7.00", "has(form.asked)", "yes"),
    ("form.urgent || form.age > 3", "form.asked >= 0.00", "form.asked absent, form.urgent true"),
    ("facts.share <= 2.00", "facts.share <= 3.00", "yes"),
    ("money.reserved == form.granted", "money.reserved <= 50.00", "yes"),
  ])
  func `one rule follows from another`(premise: String, rule: String, found: String) throws {
    let bounds = Bounds(try #require(Self.workflow))
    let answer = bounds.implies([try Self.checked(premise)], try Self.checked(rule))
    #expect(Self.words(answer) == found)
  }

  @Test func `a rule is true only where what it reads is there`() throws {
    let bounds = Bounds(try #require(Self.workflow))
    let rule = try Self.checked("form.asked >= 0.00")
    #expect(Self.words(bounds.alwaysTrue(rule)) == "form.asked absent")
    #expect(Self.words(bounds.alwaysTrue(rule, filled: ["asked"])) == "yes")
  }

  @Test func `a rule made to take for ever is given up`() throws {
    let bounds = Bounds(try #require(Self.workflow))
    let part = "(form.asked * 3 + form.granted * 5 != 7.11 || form.free * 7 == form.asked)"
    let other = "(form.n * 3 != form.age * 2 + 1 || form.n == form.age * 7)"
    let source = (1...12).map { "\(part.replacing("7.11", with: "\($0).11")) == \(other)" }
      .joined(separator: " || ")
    let clock = ContinuousClock()
    let time = try clock.measure { _ = bounds.neverFalse(try Self.checked(source)) }
    #expect(time < .seconds(10))
  }
}
