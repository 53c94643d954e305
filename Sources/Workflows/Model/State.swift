extension Workflow {
  /// A state a case can be in.
  public struct State: Sendable {
    /// Its name.
    public var name: String
    /// What people call it.
    public var label: Label
    /// The phase it belongs to.
    public var phase: String?
    /// The outcome, in a final state; nil in every other.
    public var ends: String?
    /// When the case should have left it.
    public var deadline: Deadline?
    /// The work done side by side while the case is here.
    public var checks: [Check]
    /// Where its name is written.
    public var location: SourceLocation

    /// Whether a case ends here.
    public var isFinal: Bool { ends != nil }
  }

  /// A piece of work inside a state, with a result of its own.
  public struct Check: Sendable {
    /// Its name.
    public var name: String
    /// What people call it.
    public var label: Label
    /// The role that gives its result.
    public var role: String
    /// How long it should take, counted from entering the state.
    public var within: Period?
    /// When it is needed; nil when always.
    public var neededWhen: Guard?
    /// Where its name is written.
    public var location: SourceLocation
  }

  /// When a case should have left a state, and what happens when it has not.
  public struct Deadline: Sendable {
    /// How long.
    public var within: Period
    /// The date field it counts from; nil when from entering the state.
    public var of: String?
    /// How long before the end a reminder goes out.
    public var remind: Period?
    /// The role that is told when it is missed; the case stays.
    public var escalateTo: String?
    /// The action that the clock takes when it is missed.
    public var then: String?
    /// Where it is written.
    public var location: SourceLocation
  }

  /// A deadline that counts from a date of the form and runs across states.
  public struct CaseDeadline: Sendable {
    /// Its name.
    public var name: String
    /// The date field it counts from.
    public var of: String
    /// How long.
    public var within: Period
    /// The states in which it matters, phases resolved, in the file's order of states.
    public var states: [String]
    /// How long before the end a reminder goes out.
    public var remind: Period?
    /// The role that is told when it is missed.
    public var escalateTo: String?
    /// Where its name is written.
    public var location: SourceLocation
  }
}
