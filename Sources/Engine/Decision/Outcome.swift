public import CEL

/// Everything that a command does to a case: what `Procedure.evolve` applies.
public struct Outcome: Equatable, Sendable {
  /// The entry that goes into the history.
  public var entry: CaseEntry
  /// The state afterwards.
  public var state: String
  /// Whether the action took effect; false for a vote short of the quorum.
  public var isEffective: Bool
  /// Whether a new visit begins: votes are void and checks open again.
  public var beginsVisit: Bool
  /// The votes with this one, and the votes needed; nil where one person decides.
  public var votes: Votes?
  /// The form afterwards.
  public var fields: Row
  /// The names of the fields that were written.
  public var written: [String]
  /// What happens to the money, in order.
  public var movements: [Movement]
  /// The checks that open; nil when checks stay as they are.
  public var checks: [CaseSnapshot.CaseCheck]?
  /// The due date of the state; nil inside when it has none, nil outside when it stays.
  public var due: CaseDue??
  /// The deadlines that run across states; nil when they stay.
  public var deadlines: [CaseSnapshot.NamedDue]?
  /// When actions with `after` open; nil when that stays.
  public var opens: [String: Timestamp]?
  /// The hold; nil inside when it ends, nil outside when it stays.
  public var hold: CaseSnapshot.CaseHold??
  /// The message that the applicant is sent.
  public var message: String?
  /// The vote that is taken back, as the number of its entry.
  public var recalled: Int64?

  init(
    entry: CaseEntry, state: String, isEffective: Bool, beginsVisit: Bool, fields: Row,
    written: [String]
  ) {
    self.entry = entry
    self.state = state
    self.isEffective = isEffective
    self.beginsVisit = beginsVisit
    self.fields = fields
    self.written = written
    movements = []
  }

  /// Votes of a quorum.
  public struct Votes: Hashable, Sendable {
    /// With this one.
    public var have: Int
    /// Needed.
    public var need: Int

    /// `have` votes of `need`.
    public init(have: Int, need: Int) {
      self.have = have
      self.need = need
    }
  }

  /// Money that moves.
  public struct Movement: Hashable, Sendable {
    /// What happens: `reserve`, `commit`, `pay`, `release`, `recover`.
    public var kind: String
    /// How much; not negative.
    public var amount: Amount
    /// The fund a reservation draws on.
    public var fund: String?
    /// The payee's account, from the form.
    public var payee: String?

    /// A movement.
    public init(kind: String, amount: Amount, fund: String? = nil, payee: String? = nil) {
      self.kind = kind
      self.amount = amount
      self.fund = fund
      self.payee = payee
    }
  }
}
