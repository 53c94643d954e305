public import CEL

/// One entry of a case's history, as far as rules look back at it.
public struct CaseEntry: Hashable, Sendable {
  /// Its place in the history, from 1.
  public var sequence: Int64
  /// The action, or a reserved kind: `open`, `check`, `hold`, `resume`, `recall`, `correct`, `note`.
  public var kind: String
  /// The action that opened the case, in an entry of kind `open`.
  public var openingAction: String?
  /// The person; nil for the clock.
  public var person: String?
  /// The person in whose name it was done; nil for most.
  public var principal: String?
  /// The login.
  public var login: String
  /// The role in which they acted.
  public var role: String?
  /// The visit it belongs to.
  public var visit: Int
  /// When.
  public var at: Timestamp
  /// The state before; nil when the case was opened.
  public var from: String?
  /// The state after.
  public var to: String
  /// Whether the action took effect; false for a vote short of the quorum.
  public var isEffective: Bool
  /// What was signed, if the entry is a signature and what it signed is known to stand; nil when it
  /// signs nothing, or signed something that the case no longer says.
  public var signed: SignedContent?
  /// Of a vote, the fields that it fills as it left them, if they are known to stand; nil where it fills
  /// none.
  public var filled: SignedContent?
  /// Whether the vote was taken back.
  public var isRecalled: Bool
  /// The check whose result it gives.
  public var check: String?
  /// That result.
  public var result: String?
  /// The field that it corrects.
  public var field: String?

  /// An entry.
  ///
  /// - Parameter isEffective: whether the action took effect; nil says that it did exactly when the
  ///   state changed. Only an action that several people take from a state to itself needs more.
  public init(
    sequence: Int64, kind: String, openingAction: String? = nil, person: String?,
    principal: String? = nil, login: String,
    role: String? = nil, visit: Int, at: Timestamp, from: String?, to: String,
    isEffective: Bool? = nil, signed: SignedContent? = nil, filled: SignedContent? = nil,
    isRecalled: Bool = false,
    check: String? = nil, result: String? = nil, field: String? = nil
  ) {
    self.sequence = sequence
    self.kind = kind
    self.openingAction = openingAction
    self.person = person
    self.principal = principal
    self.login = login
    self.role = role
    self.visit = visit
    self.at = at
    self.from = from
    self.to = to
    self.isEffective = isEffective ?? (from != to)
    self.signed = signed
    self.filled = filled
    self.isRecalled = isRecalled
    self.check = check
    self.result = result
    self.field = field
  }

  /// Whether this is `action` being done; opening a case by an action counts as both.
  func isDoing(_ action: String) -> Bool { kind == action || openingAction == action }
}
