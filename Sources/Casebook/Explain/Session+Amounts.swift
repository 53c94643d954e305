public import Engine
import History

/// An amount as its entry keeps it, with how it came about.
public struct KeptAmount: Sendable {
  /// The entry's number.
  public var entry: Int64
  /// When, ISO 8601.
  public var at: String
  /// The login.
  public var by: String
  /// What moved, decimal text; nil for a vote that moved nothing yet.
  public var amount: String?
  /// ISO 4217.
  public var currency: String?
  /// The steps and the facts behind them, computed now from the facts that the entry keeps.
  public var calculation: Recomputation
  /// Where the entry's own values are others: none, unless somebody changed something.
  public var differences: [Recomputation.Difference]
}

extension Session {
  /// How each amount of a case came about, oldest first, from the facts kept at the time and the definition
  /// that the case is under.
  ///
  /// - Parameters:
  ///   - why: the purpose of reading a protected case.
  ///   - reveals: whether to read private fields too. An amount that depends on one that is not shown is
  ///     compared with nothing.
  /// - Returns: nil when the content is not open to this login.
  public func amounts(
    of number: String, why: String?, reveals: Bool = false
  ) throws(CasebookError) -> (amounts: [KeptAmount], procedure: Procedure)? {
    let data = try show(number, why: why, reveals: reveals)
    guard let digest = data["digest"]?.text, let entries = data["content"]?["entries"]?.elements
    else { return nil }
    let procedure = try procedure(digest)
    let amounts = entries.compactMap { entry -> KeptAmount? in
      let kind = entry["kind"]?.text ?? ""
      guard let body = entry["body"], let facts = body["facts"],
        let again = procedure.recompute(
          kind == "open" ? body["action"]?.text ?? kind : kind, on: PlainValue(facts)),
        !again.steps.isEmpty
      else { return nil }
      return KeptAmount(
        entry: entry["seq"]?.int64 ?? 0, at: entry["at"]?.text ?? "", by: entry["by"]?.text ?? "",
        amount: entry["amount"]?.text, currency: entry["currency"]?.text, calculation: again,
        // private fields may be hidden from this login
        differences: again.differences(from: PlainValue(body)).filter {
          !again.readingPrivate.contains($0.what)
        })
    }
    return (amounts, procedure)
  }
}
