extension Actor {
  /// One whom a person stands in for, in one role, on this case.
  public struct Principal: Hashable, Sendable {
    /// Their login.
    public var login: String
    /// The person behind it.
    public var person: String
    /// The role that was lent.
    public var role: String
    /// Whether the case is theirs.
    public var isApplicant: Bool
    /// Whether they are related to the applicant.
    public var isRelated: Bool

    /// Somebody with a role to lend.
    public init(
      login: String, person: String, role: String, isApplicant: Bool = false,
      isRelated: Bool = false
    ) {
      self.login = login
      self.person = person
      self.role = role
      self.isApplicant = isApplicant
      self.isRelated = isRelated
    }
  }

  /// The same person in the name of each whom they stand in for: with that role beside their own, and
  /// to every rule both of the two.
  var asDeputies: [Actor] {
    standsFor.map { principal in
      var deputy = self
      deputy.roles = roles + [principal.role]
      deputy.isApplicant = isApplicant || principal.isApplicant
      deputy.isRelated = isRelated || principal.isRelated
      deputy.principal = principal
      deputy.standsFor = []
      return deputy
    }
  }

  /// Whether an entry is this person's doing, or that of the one in whose name they act, or was done in
  /// the name of either.
  func hasMade(_ entry: CaseEntry) -> Bool {
    [person, principal?.person].contains { one in
      one != nil && (entry.person == one || entry.principal == one)
    }
  }
}

extension [Refusal] {
  /// Whether a role is missing: what somebody may lack for themselves and have for another.
  var wantARole: Bool { contains { $0.kind == .role || $0.kind == .tier } }
}
