public import Engine
public import Workflows

/// What a workflow says to a recorded history.
public struct ReplayReport: Sendable {
  /// The log, as messages name it.
  public var log: String
  /// The workflow.
  public var workflow: Workflow
  /// What happened to a case after a refused step.
  public var onRefusal: ReplayMap.OnRefusal
  /// The cases of the log.
  public var cases = 0
  /// The steps that were judged: recorded events that the map reads as actions.
  public var steps = 0
  /// The steps that the workflow allows.
  public var accepted = 0
  /// The steps that it refuses; one step may break several rules.
  public var refused = 0
  /// The events that the map says to ignore.
  public var ignored = 0
  /// The steps of stopped cases, which were not judged.
  public var unjudged = 0
  /// The cases of which no step was refused.
  public var conforming = 0
  /// The cases without any step.
  public var emptyCases = 0
  /// What was refused, the most frequent first.
  public var findings: [Finding] = []
  /// Where the cases stood at the end of the log, in the workflow's order.
  public var ends: [End] = []
  /// The rules that were not judged.
  public var undecided: [Undecided] = []
  /// The steps whose role the log does not tell.
  public var unknownRoles = 0
  /// The fields that the log does not have.
  public var assumed: [Assumed] = []

  /// A report without any count.
  public init(log: String, workflow: Workflow, onRefusal: ReplayMap.OnRefusal) {
    self.log = log
    self.workflow = workflow
    self.onRefusal = onRefusal
  }

  /// Steps refused by one rule, for one action in one state.
  public struct Finding: Hashable, Sendable {
    /// The rule's full name.
    public var rule: String
    /// Its family.
    public var kind: Refusal.Kind
    /// What it refers to: a field, an earlier action, a guard's name.
    public var reference: String?
    /// The action.
    public var action: String
    /// The state the case was in; nil when it was not opened yet.
    public var state: String?
    /// The steps refused.
    public var steps: Int
    /// The cases they belong to.
    public var cases: Int
    /// The first of these cases, as the log names them.
    public var examples: [String]

    /// The most cases named.
    public static let mostExamples = 3

    /// A finding.
    public init(
      rule: String, kind: Refusal.Kind, reference: String?, action: String, state: String?,
      steps: Int, cases: Int, examples: [String]
    ) {
      self.rule = rule
      self.kind = kind
      self.reference = reference
      self.action = action
      self.state = state
      self.steps = steps
      self.cases = cases
      self.examples = examples
    }
  }

  /// Cases that stood in one state when the log ends.
  public struct End: Hashable, Sendable {
    /// The state.
    public var state: String
    /// The outcome; nil for a case that has no end yet.
    public var outcome: String?
    /// The cases.
    public var cases: Int

    /// Cases in a state.
    public init(state: String, outcome: String?, cases: Int) {
      self.state = state
      self.outcome = outcome
      self.cases = cases
    }
  }

  /// A family of rules that was not judged.
  public struct Undecided: Hashable, Sendable {
    /// The family.
    public var kind: Refusal.Kind
    /// Why, in the map's words.
    public var reason: Label
    /// The steps on which such rules bear.
    public var steps: Int
  }

  /// A field with the same value in every case.
  public struct Assumed: Hashable, Sendable {
    /// The field.
    public var field: String
    /// Its value.
    public var value: String
  }
}
