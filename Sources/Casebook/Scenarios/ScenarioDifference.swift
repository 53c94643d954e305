public import Workflows

/// Something that the database says otherwise than the engine about a move of a test.
public struct ScenarioDifference: Equatable, Sendable {
  /// The test.
  public var scenario: String
  /// Where the test is written.
  public var location: SourceLocation
  /// The place of the move in the test, from 1: written steps and what the clock does in between.
  public var move: Int
  /// Who did what: `li: submit`, `clock: tick`.
  public var deed: String
  /// What differs: `verdict`, `state`, `field granted`, `money.paid`, …
  public var what: String
  /// What the engine says.
  public var engine: String
  /// What the database says.
  public var database: String
}
