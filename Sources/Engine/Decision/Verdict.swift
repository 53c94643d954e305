/// What one rule says to a command.
public struct Verdict: Equatable, Sendable {
  /// Whether a rule holds.
  public enum Truth: String, Hashable, Sendable {
    /// It holds.
    case holds
    /// It does not.
    case fails
    /// It cannot be decided, because something it needs is missing; that is no pass.
    case undecided
  }

  /// The family.
  public var kind: Refusal.Kind
  /// What it refers to.
  public var reference: String?
  /// Whether it holds.
  public var truth: Truth
  /// The rule's text, for a guard.
  public var source: String?
  /// What it read, with values.
  public var readings: [Refusal.Reading]
  /// What stands against the command, when it does not hold.
  public var refusal: Refusal?

  /// The full name, as in a refusal.
  public var rule: String { (refusal ?? Refusal(kind, reference)).rule }
}

/// Every rule about one action, for one person and one case.
public struct ActionExplanation: Equatable, Sendable {
  /// The action.
  public var action: String
  /// The verdicts, in the order of judging; only rules that the file states for this action, and
  /// those about persons that always apply.
  public var verdicts: [Verdict]
  /// What comes of it.
  public var decision: Decision
}
