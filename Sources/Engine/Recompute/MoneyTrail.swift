internal import CEL

/// A case's money followed from entry to entry, to know what "all that is reserved" was at each.
public struct MoneyTrail: Sendable {
  private var reserved: Int64 = 0
  private var committed: Int64 = 0
  private var sent: Int64 = 0

  /// No money yet.
  public init() {}

  /// Takes the steps of an action that moved money.
  ///
  /// - Returns: the amount in hundredths that its entry must have: that of the first step that moves any, 0
  ///   when none does.
  public mutating func take(_ steps: [Recomputation.Step]) throws(Undecided) -> Int64 {
    var first: Int64 = 0
    for step in steps {
      let amount = try amount(of: step)
      if first == 0 { first = amount }
      apply(step.kind, amount)
    }
    return first
  }

  /// An amount that cannot be told from what is kept.
  public struct Undecided: Error {}

  /// Gives back what was only reserved, as the end of a year may.
  public mutating func release(_ amount: Int64) { reserved -= amount }

  private func amount(of step: Recomputation.Step) throws(Undecided) -> Int64 {
    guard step.source == nil else {
      guard let amount = step.amount?.number.flatMap({ Amount($0) }) else { throw Undecided() }
      return amount.minorUnits
    }
    return switch step.kind {
    case "commit": reserved
    case "settle", "return": sent
    default: reserved + committed
    }
  }

  /// As the database's `judge`; the two must be changed together.
  private mutating func apply(_ kind: String, _ amount: Int64) {
    switch kind {
    case "reserve": reserved += amount
    case "commit":
      committed += amount
      reserved -= amount
    case "pay":
      committed -= amount
      if committed < 0 {
        reserved += committed
        committed = 0
      }
    case "send":
      sent += amount
      reserved = 0
      committed = 0
    case "settle": sent -= amount
    case "return":
      sent -= amount
      reserved += amount
    case "release":
      reserved = 0
      committed = 0
    default: break
    }
  }
}
