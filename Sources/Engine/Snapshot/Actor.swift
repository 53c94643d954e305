public import Workflows

/// Who acts: a person with their roles in this case, or the clock, a batch or the bank.
public struct Actor: Hashable, Sendable {
  /// A person, or which of the others.
  public var kind: Workflow.Actor
  /// The database login.
  public var login: String
  /// The person behind the login, as an opaque identity; separation of duties compares it.
  public var person: String
  /// The roles the person holds for this case.
  public var roles: [String]
  /// Whether the case is the person's own.
  public var isApplicant: Bool
  /// Whether the person is related to the applicant.
  public var isRelated: Bool
  /// Whether the person may read the case, not only that it exists and where it stands.
  public var readsContent: Bool
  /// Those in whose name the person may act here, tried in this order where a role of their own is
  /// missing.
  public var standsFor: [Principal] = []
  /// The one in whose name they act; nil where they act for themselves.
  public internal(set) var principal: Principal?

  /// A member of staff.
  public init(
    login: String, person: String, roles: [String], isApplicant: Bool = false,
    isRelated: Bool = false, readsContent: Bool = true
  ) {
    kind = .person
    self.login = login
    self.person = person
    self.roles = roles
    self.isApplicant = isApplicant
    self.isRelated = isRelated
    self.readsContent = readsContent
  }

  /// Something that is no person: the clock, a batch or the bank.
  public init(system kind: Workflow.Actor) {
    self.kind = kind
    login = kind.rawValue
    person = ""
    roles = []
    isApplicant = false
    isRelated = false
    readsContent = true
  }
}
