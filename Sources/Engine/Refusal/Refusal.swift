public import CEL
public import Workflows

/// One rule that stands against a command, with what it looked at.
public struct Refusal: Equatable, Sendable {
  /// The family of a rule, in the order of judging.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The action is not taken from this state.
    case state
    /// The case is held.
    case held
    /// The person lacks the role.
    case role
    /// One named person only.
    case only
    /// Nobody acts on their own case.
    case applicant
    /// Nobody related to the applicant.
    case unrelated
    /// Somebody who did an earlier step may not do this one.
    case distinctFrom = "distinct_from"
    /// One vote a person a visit.
    case voted
    /// It was done as often as it may be.
    case atMost = "at_most"
    /// It is too early.
    case after
    /// People sign what they saw: the version is missing, or another than the present one.
    case expect
    /// A field's value.
    case field
    /// A field that must be filled is not.
    case fill
    /// A document is missing or too old.
    case document
    /// A guard of the file.
    case when
    /// Where it would lead cannot be decided.
    case route
    /// No band for the amount, or another role's.
    case tier
    /// A live benefit of the class, or a time that none can last.
    case benefit
    /// An invoice that is counted already.
    case invoice
    /// What was approved is no longer what would be paid.
    case signature
    /// No such fund, or no room in it.
    case fund
    /// An amount that cannot be.
    case amount
    /// What was signed may not be corrected once money has been paid on it.
    case paid
    /// A correction would undo what an action's rules let through.
    case undoes
    /// A check that is not open here, or a result it cannot have.
    case check
  }

  /// A path that a guard read, with what it held; nil when it was absent.
  public struct Reading: Equatable, Sendable {
    /// The dotted path: `facts.per_head`, `form.income`.
    public var path: String
    /// What it held.
    public var value: Value?

    /// `path` with its value.
    public init(path: String, value: Value?) {
      self.path = path
      self.value = value
    }
  }

  /// The family.
  public var kind: Kind
  /// What it refers to: a field, a document, an earlier action, a guard's name.
  public var reference: String?
  /// What the file says, for a guard with `say`.
  public var say: Label?
  /// Whether the rule could not be decided, because something it needs is missing.
  public var isUndecided: Bool
  /// The paths that were missing.
  public var missing: [String]
  /// The rule's text, for a guard.
  public var source: String?
  /// What the rule read.
  public var readings: [Reading]
  /// The parts of a guard that keep it from holding.
  public var reasons: [Reason]
  /// The roles, or the logins, that could.
  public var who: [String]
  /// What belongs to the family: the state, the limit, the opening time.
  public var arguments: PlainValue

  /// A refusal.
  public init(
    _ kind: Kind, _ reference: String? = nil, say: Label? = nil, isUndecided: Bool = false,
    missing: [String] = [], source: String? = nil, readings: [Reading] = [], reasons: [Reason] = [],
    who: [String] = [], arguments: PlainValue = [:]
  ) {
    self.kind = kind
    self.reference = reference
    self.say = say
    self.isUndecided = isUndecided
    self.missing = missing
    self.source = source
    self.readings = readings
    self.reasons = reasons
    self.who = who
    self.arguments = arguments
  }

  /// Whether it says nothing of what is in the case.
  var isAboutStanding: Bool {
    switch kind {
    case .state, .held, .role, .only: true
    default: false
    }
  }

  /// The full name: the guard's own name, `field:granted`, `fill:granted`, `document:id_card`, or
  /// the family.
  public var rule: String {
    switch kind {
    case .when: reference ?? kind.rawValue
    case .field, .fill, .document: "\(kind.rawValue):\(reference ?? "")"
    default: kind.rawValue
    }
  }
}

extension [Refusal] {
  /// What the person is told. Who lacks the role or is not the one named learns nothing else, for every
  /// rule would answer questions about the case; who could is for who reads the case.
  func reportable(to actor: Actor) -> [Refusal] {
    let isBarred = contains { $0.kind == .role || $0.kind == .only }
    return filter { !isBarred || $0.isAboutStanding }.map { refusal in
      var refusal = refusal
      if !actor.readsContent { refusal.who = [] }
      return refusal
    }
  }
}
