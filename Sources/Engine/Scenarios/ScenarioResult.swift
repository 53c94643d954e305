public import CEL
public import Workflows

/// What came of a test of a workflow file.
public struct ScenarioResult: Sendable {
  /// The test.
  public var scenario: Scenario
  /// Everything that was done, in order: the written steps and what time did in between.
  public var moves: [ScenarioMove]
  /// What did not come out as the test says; empty when it passed.
  public var failures: [ScenarioFailure]
  /// The case at the end; nil when the test could not begin.
  public var snapshot: CaseSnapshot?
  /// What the moves touched of the procedure.
  public var touched: Set<CoverageItem.Key>

  /// Whether everything came out as the test says.
  public var hasPassed: Bool { failures.isEmpty }
}

/// One thing that was done to the case of a test, with what came of it.
public struct ScenarioMove: Sendable {
  /// What was done.
  public enum Deed: Hashable, Sendable {
    /// A command of a person.
    case command(Command)
    /// A document was attached.
    case attach(String, issuedOn: CalendarDate?)
    /// It was decided to do without a document.
    case waive(String)
    /// The clock did what was due.
    case tick
  }

  /// Who; the clock where nobody.
  public var login: String?
  /// What.
  public var deed: Deed
  /// When, before the history asks for a later instant.
  public var at: Timestamp
  /// What lookups found beside this case.
  public var lookups: Row
  /// The rules that refused it; empty when it was done.
  public var refusals: [Refusal]
  /// What the clock did.
  public var clock: [ClockNote]
  /// The case afterwards.
  public var after: CaseSnapshot
}

/// Something that the clock did with the case of a test.
public enum ClockNote: Hashable, Sendable {
  /// A hold whose last day was over ended.
  case resumed
  /// The deadline's action was taken.
  case moved(action: String)
  /// The deadline's action was refused by these rules.
  case stuck(action: String, rules: [String])
  /// A role was told of the state's deadline, or of the one named.
  case escalated(deadline: String?, role: String?)
  /// Somebody was reminded of the state's deadline, or of the one named.
  case reminded(deadline: String?)
}

/// Something that did not come out as a test says.
public struct ScenarioFailure: Equatable, Sendable {
  /// What is wrong.
  public enum Kind: Equatable, Sendable {
    /// The step was refused.
    case refused([Refusal])
    /// The step was done, though rules should have refused it.
    case notRefused(wanted: [String])
    /// Other rules refused the step than those named.
    case otherRules(wanted: [String], found: [Refusal])
    /// None of the people may open a case.
    case nobodyOpens([Refusal])
    /// Something at the end is other than expected: the key of `then`, what was wanted, what is.
    case end(key: String, wanted: String, found: String)
    /// A sentence of `holds` is not true: with what it read.
    case sentence(source: String, isUndecided: Bool, readings: [Refusal.Reading])
    /// The calendar does not reach so far.
    case tooLate
  }

  /// What is wrong.
  public var kind: Kind
  /// Where the test says so.
  public var location: SourceLocation
  /// The step, or the line of `then`; as it stands in the file.
  public var text: String
  /// The state in which it happened.
  public var state: String
  /// Who could have done it, of the people of the test.
  public var able: [String] = []
}
