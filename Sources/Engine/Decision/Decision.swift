/// What the rules say to a command.
public enum Decision: Equatable, Sendable {
  /// It happens, and this is what it does.
  case accepted(Outcome)
  /// It does not happen; every rule that stands against it, in the order of judging.
  case refused([Refusal])

  /// What happens, if it does.
  public var outcome: Outcome? {
    if case .accepted(let outcome) = self { outcome } else { nil }
  }

  /// What stands against it; empty when nothing does.
  public var refusals: [Refusal] {
    if case .refused(let refusals) = self { refusals } else { [] }
  }
}
