extension Workflow {
  /// What somebody, or the clock, may do with a case.
  public struct Action: Sendable {
    /// Its name.
    public var name: String
    /// What people call it.
    public var label: Label
    /// Who takes it.
    public var by: Actor
    /// Whether it opens a case: `from: new`.
    public var opensCase: Bool
    /// The states it is taken from, phases resolved, in the file's order of states.
    public var from: [String]
    /// Where it leads: in order, the first whose condition holds; the last has none.
    public var targets: [Target]
    /// The roles that may take it; empty for the clock.
    public var roles: [String]
    /// The staff field that names the one person who may take it.
    public var only: String?
    /// How long after entering the state it opens.
    public var after: Period?
    /// The fields it fills.
    public var fill: [Fill]
    /// The documents it needs, in the file's order of documents.
    public var documents: [String]
    /// The guards under `when:`.
    public var when: [NamedGuard]
    /// Nobody who ever did one of these may take it.
    public var distinctFrom: [Predecessor]
    /// Who decides up to what amount.
    public var tiers: Tiers?
    /// How many people must take it, each once, in one visit.
    public var people: Int
    /// Whether a relative of the applicant is barred.
    public var unrelated: Bool
    /// How often it may be taken in one case.
    public var atMost: Int?
    /// Whether it may be taken while the case is held.
    public var whileHeld: Bool
    /// What it does with money, in order.
    public var money: [MoneyStep]
    /// What it does about a benefit that lasts.
    public var benefit: BenefitStep?
    /// The invoice that it counts.
    public var invoice: Invoice?
    /// The message that the applicant is sent.
    public var tellApplicant: String?
    /// Everything the compiled definition judges of this action, in the order of its verdicts.
    public var rules: [Rule]
    /// Where its name is written.
    public var location: SourceLocation

    /// Whether it is signed: tiered, or taken by several people.
    public var isSigned: Bool { tiers != nil || people > 1 }
    /// Whether its votes approve an amount: a later commitment or payment is refused unless what it
    /// signed still holds. Two visitors who sign a record approve no money.
    public var approvesMoney: Bool { tiers != nil || (people > 1 && !money.isEmpty) }
    /// Whether who takes it must say which version of the case they saw.
    public var needsExpectedVersion: Bool { isSigned || !money.isEmpty }
  }

  /// Who takes an action.
  public enum Actor: String, Hashable, Sendable, CaseIterable {
    /// A member of staff with one of its roles.
    case person
    /// The clock, when a deadline is missed.
    case clock
    /// A payment batch.
    case batch
    /// An answer of the bank.
    case bank
  }

  /// Where an action may lead.
  public struct Target: Sendable {
    /// The state.
    public var state: String
    /// When; nil means otherwise.
    public var when: Guard?
    /// Where the state is named.
    public var location: SourceLocation
  }

  /// A field that an action fills.
  public struct Fill: Sendable {
    /// Whether the field must be present afterwards.
    public enum Need: String, Hashable, Sendable {
      /// Always.
      case always
      /// When the field's `required_when` holds.
      case when
      /// Never: it may be left out.
      case never
    }

    /// The field.
    public var field: String
    /// Whether it must be present afterwards.
    public var need: Need
    /// Where it is named.
    public var location: SourceLocation
  }

  /// A named guard under `when:`.
  public struct NamedGuard: Sendable {
    /// Its name; a refusal quotes it.
    public var name: String
    /// What must hold.
    public var condition: Guard
    /// What a refusal says; nil when the file gives no text.
    public var say: Label?
    /// Where its name is written.
    public var location: SourceLocation
  }

  /// What `distinct_from` names.
  public enum Predecessor: Hashable, Sendable {
    /// Whoever opened the case.
    case open
    /// Whoever took this action.
    case action(String)
    /// Whoever gave this check's result.
    case check(String)
  }
}

extension Workflow.Predecessor: CustomStringConvertible {
  /// As the file writes it: `open`, `submit`, `check home_visit`.
  public var description: String {
    switch self {
    case .open: "open"
    case .action(let name): name
    case .check(let name): "check \(name)"
    }
  }
}
