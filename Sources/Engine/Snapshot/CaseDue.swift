public import CEL
public import Workflows

/// When something of a case is due, with the reason as far as it is known.
public struct CaseDue: Hashable, Sendable {
  /// The first instant at which it is overdue.
  public var at: Timestamp
  /// How it was counted, after the last pause; nil when the snapshot does not tell.
  public var reckoning: DueDate?
  /// The date field it counts from; nil when from entering the state.
  public var field: String?
  /// Each hold in which the clock stood still, oldest first.
  public var pauses: [Pause]

  /// A hold in which the clock stood still.
  public struct Pause: Hashable, Sendable {
    /// Since when.
    public var from: Timestamp
    /// Until when.
    public var to: Timestamp

    /// A pause.
    public init(from: Timestamp, to: Timestamp) {
      self.from = from
      self.to = to
    }
  }

  /// A due date.
  public init(
    at: Timestamp, reckoning: DueDate? = nil, field: String? = nil, pauses: [Pause] = []
  ) {
    self.at = at
    self.reckoning = reckoning
    self.field = field
    self.pauses = pauses
  }

  init(_ due: DueDate, field: String? = nil) {
    self.init(at: due.instant, reckoning: due, field: field)
  }
}
