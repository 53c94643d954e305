public import Workflows

/// A case taken step by step, to see what a procedure does: who may do what, and why not.
///
/// A walk is a test of the file that is being written: the same steps, the same clock, the same
/// rules. Pure: a value, so that going back is taking an earlier one.
///
/// ```swift
/// var walk = CaseWalk(procedure, from: beginning)
/// walk.take(.init(.act("submit"), by: "li"))
/// print(walk.snapshot.state, walk.possibilities.map(\.action.name))
/// ```
public struct CaseWalk: Sendable {
  /// The rules.
  public let procedure: Procedure
  /// The people, the beginning, and the steps so far.
  public private(set) var scenario: Scenario
  /// What came of the steps.
  public private(set) var result: ScenarioResult
  /// The case before the first step.
  private let beginning: CaseSnapshot
  /// How many steps belong to the beginning and cannot be taken back.
  private let first: Int
  /// The step that was refused last, with the rules that refused it.
  private var refused: Scenario.Step?

  /// A walk from the beginning of a test.
  ///
  /// - Parameter scenario: the people, the clock and what is given; its steps are taken at once, and
  ///   what it expects at the end is left out.
  /// - Returns: nil when the calendar cannot count from its clock, or its steps are refused.
  public init?(_ procedure: Procedure, from scenario: Scenario) {
    var scenario = scenario
    scenario.expectation = .nothing
    let result = procedure.play(scenario)
    var blank = scenario
    blank.steps = []
    guard result.hasPassed, let beginning = procedure.play(blank).snapshot else { return nil }
    self.procedure = procedure
    self.scenario = scenario
    self.result = result
    self.beginning = beginning
    first = scenario.steps.count
  }

  /// The case now.
  public var snapshot: CaseSnapshot { result.snapshot ?? beginning }

  /// The steps taken since the beginning.
  public var steps: [Scenario.Step] { Array(scenario.steps.dropFirst(first)) }

  /// What came of a step.
  public struct Taken: Sendable {
    /// The rules that refused it; empty when it was done.
    public var refusals: [Refusal]
    /// Who else could have done it.
    public var able: [String]
    /// What happened, the clock's doings included.
    public var moves: [ScenarioMove]
    /// Whether it was done.
    public var isDone: Bool
  }

  /// Takes a step; a refused one changes nothing.
  @discardableResult
  public mutating func take(_ step: Scenario.Step) -> Taken {
    var next = scenario
    next.steps.append(step)
    let played = procedure.play(next)
    guard let failure = played.failures.first else {
      let moves = Array(played.moves.dropFirst(result.moves.count))
      scenario = next
      result = played
      refused = nil
      return Taken(refusals: [], able: [], moves: moves, isDone: true)
    }
    let refusals: [Refusal] =
      switch failure.kind {
      case .refused(let refusals), .nobodyOpens(let refusals): refusals
      default: []
      }
    var attempt = step
    attempt.refused = Array(refusals.map(\.rule).prefix(1))
    refused = refusals.isEmpty || step.logins.isEmpty ? nil : attempt
    return Taken(refusals: refusals, able: failure.able, moves: [], isDone: false)
  }

  /// Keeps the attempt that was refused last as a step of the walk, as a test that shows the refusal.
  ///
  /// - Returns: the step; nil when nothing was refused just now.
  public mutating func keepRefusal() -> Scenario.Step? {
    guard let step = refused else { return nil }
    return take(step).isDone ? step : nil
  }

  /// Takes the last step back.
  ///
  /// - Returns: the step; nil at the beginning.
  public mutating func undo() -> Scenario.Step? {
    guard scenario.steps.count > first, let step = scenario.steps.popLast() else { return nil }
    result = procedure.play(scenario)
    refused = nil
    return step
  }

  /// The person with this login, as the rules see them.
  public func actor(_ person: Scenario.Person) -> Actor {
    Actor(
      login: person.login, person: person.login, roles: person.roles,
      isApplicant: scenario.applicantLogin == person.login,
      isRelated: scenario.related.contains(person.login))
  }
}
