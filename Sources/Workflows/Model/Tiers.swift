public import CEL

extension Workflow {
  /// Who decides up to what amount.
  public struct Tiers: Sendable {
    /// The amount, an int or a decimal.
    public var by: Guard
    /// The bands, their limits rising; only the last may be open.
    public var bands: [Band]

    /// The band for `amount`: the first whose limit is not below it.
    public func band(for amount: ExactDecimal) -> Band? {
      bands.first { band in band.upTo.map { amount < $0 || amount == $0 } ?? true }
    }
  }

  /// One band of amounts.
  public struct Band: Sendable {
    /// The largest amount, included; nil when there is no limit.
    public var upTo: ExactDecimal?
    /// The roles that may decide.
    public var roles: [String]
    /// Whether each of the roles must vote once, each by another person; else any `people` of them.
    public var each: Bool
    /// How many people must decide.
    public var people: Int
    /// The documents it needs on top of the action's.
    public var documents: [String]
    /// Where it is written.
    public var location: SourceLocation
  }

  /// One step an action takes with money.
  public struct MoneyStep: Sendable {
    /// What happens.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Sets money of a fund aside for the case.
      case reserve
      /// Promises what is reserved.
      case commit
      /// Pays.
      case pay
      /// Gives back what is still reserved.
      case release
      /// Takes back what was paid.
      case recover
      /// Hands what is reserved to a payment batch: it is on its way.
      case send
      /// The bank has paid what was sent.
      case settle
      /// What was sent came back, and is reserved again.
      case `return`
    }

    /// How much.
    public enum Amount: Sendable {
      /// All that the case still has reserved or committed.
      case reserved
      /// All that was sent and not yet answered.
      case sent
      /// What the expression comes to.
      case value(Guard)
    }

    /// What happens.
    public var kind: Kind
    /// How much.
    public var amount: Amount
    /// The fund that a reservation draws on.
    public var fund: String?
    /// The form field that holds the payee's account.
    public var payee: String?
    /// The form field that names the colleague whose account it must be; nil for the applicant's.
    public var payeeOf: String?
    /// Where it is written.
    public var location: SourceLocation
  }
}
