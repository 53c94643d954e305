public import Engine

/// A case with the rules it is under, for one person: what the pure engine explains from.
public struct CaseExplanation: Sendable {
  /// The rules.
  public let procedure: Procedure
  /// The case.
  public let snapshot: CaseSnapshot
  /// The person.
  public let actor: Actor
}
