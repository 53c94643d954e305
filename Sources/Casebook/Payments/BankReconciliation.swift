public import History

/// Payments as we have them beside what the bank's files say of them.
public struct BankReconciliation: Sendable {
  /// How the two compare.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Both say the same.
    case agreed
    /// It left, and nobody has heard of it since.
    case open
    /// The bank has an answer that is not entered here.
    case notEntered = "not_entered"
    /// We have an answer, and these files do not.
    case notInFiles = "not_in_files"
    /// The bank names another amount.
    case anotherAmount = "another_amount"
    /// The bank names another account.
    case anotherAccount = "another_account"
    /// One says paid and the other returned.
    case contradiction
    /// The bank says the same of it more than once.
    case twice
    /// The bank says something of a payment that never left.
    case neverSent = "never_sent"
    /// The bank names a reference that is not ours.
    case unknown
    /// In a batch that has not left.
    case inBatch = "in_batch"
    /// In a batch that was cancelled.
    case cancelled

    /// Whether somebody has to look at it.
    public var isFault: Bool { ![.agreed, .open, .inBatch, .cancelled].contains(self) }
  }

  /// A payment, or a reference of the bank's.
  public struct Line: Sendable {
    /// The EndToEndId.
    public var reference: String
    /// How the two compare.
    public var verdict: Verdict
    /// Our side: as `payments_reconcile` gives it; nil for what is not ours.
    public var payment: JSON?
    /// The bank's side, with its file; the first where there are several.
    public var answer: (file: String, answer: BankAnswer)?
  }

  /// By reference.
  public let lines: [Line]
  /// The bank's statements among the files.
  public let statements: [(file: String, statement: BankStatement)]
  /// What the database says of each currency: balances at both ends and what happened between.
  public let currencies: [JSON]

  /// Compares what the database says of a period with the bank's files.
  ///
  /// - Parameters:
  ///   - data: the answer of `Session.reconciliation`.
  ///   - answers: what the files say of single payments, in their order; `pending` counts for nothing.
  ///   - statements: statements of the account; what they say of payments with a reference like ours counts
  ///     too, the rest is other people's business and only part of their sums.
  public init(
    _ data: JSON, answers: [(file: String, answer: BankAnswer)],
    statements: [(file: String, statement: BankStatement)] = []
  ) {
    currencies = data["currencies"]?.elements ?? []
    self.statements = statements
    let stated = statements.flatMap { file, statement in
      statement.answers.filter { $0.reference.hasPrefix("PB-") }.map { (file: file, answer: $0) }
    }
    let final = (answers + stated).filter { $0.answer.status != .pending }
    let byReference = Dictionary(grouping: final, by: \.answer.reference)
    var lines: [Line] = []
    var ours: Set<String> = []
    for payment in data["payments"]?.elements ?? [] {
      let reference = payment["reference"]?.text ?? ""
      ours.insert(reference)
      let found = byReference[reference] ?? []
      lines.append(
        Line(
          reference: reference,
          verdict: Self.verdict(
            payment, found.map(\.answer), hasFiles: !answers.isEmpty || !statements.isEmpty),
          payment: payment, answer: found.first))
    }
    for (reference, found) in byReference where !ours.contains(reference) {
      lines.append(Line(reference: reference, verdict: .unknown, payment: nil, answer: found.first))
    }
    self.lines = lines.sorted { $0.reference < $1.reference }
  }

  private static func verdict(
    _ payment: JSON, _ answers: [BankAnswer], hasFiles: Bool
  ) -> Verdict {
    let status = payment["status"]?.text ?? ""
    guard let answer = answers.first else {
      switch status {
      case "batched": return .inBatch
      case "cancelled": return .cancelled
      case "sent": return .open
      default: return hasFiles ? .notInFiles : .agreed
      }
    }
    if status == "batched" || status == "cancelled" { return .neverSent }
    let amount = payment["amount"]?.text.flatMap(Hundredths.init)?.value
    if answers.contains(where: { $0.amount.map { cents($0) != amount } ?? false }) {
      return .anotherAmount
    }
    let end = String((payment["account"]?.text ?? "").suffix(4))
    if answers.contains(where: { $0.account.map { !$0.hasSuffix(end) } ?? false }) {
      return .anotherAccount
    }
    // A payment may be booked and come back: then the last word counts.
    let said = answers.map(\.status)
    if Set(said).count < said.count { return .twice }
    let last = said.contains(.returned) ? BankAnswer.Status.returned : answer.status
    if status == "sent" { return .notEntered }
    return status == last.rawValue ? .agreed : .contradiction
  }

  private static func cents(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count < 2 || parts[1].count <= 2 else { return nil }
    let cents = parts.count == 2 ? String(parts[1]) : ""
    return Hundredths("\(parts[0]).\(cents)\(String(repeating: "0", count: 2 - cents.count))")?
      .value
  }

  /// How many lines there are of each verdict, and hundredths of our payments, or else of the bank's.
  public var sums: [(verdict: Verdict, count: Int, amount: Int64)] {
    Verdict.allCases.compactMap { verdict in
      let own = lines.filter { $0.verdict == verdict }
      guard !own.isEmpty else { return nil }
      return (
        verdict, own.count,
        own.reduce(0) { sum, line in
          sum
            + (line.payment?["amount"]?.text.flatMap(Hundredths.init)?.value
              ?? line.answer?.answer.amount.flatMap(Self.cents) ?? 0)
        }
      )
    }
  }

  /// Whether our own books add up: in each currency the ledger has as much in transit as payments carry, at
  /// both ends, and what happened between leads from one end to the other.
  public var addsUp: Bool { currencies.allSatisfy(Self.addsUp) }

  private static func addsUp(_ data: JSON) -> Bool {
    func cents(_ value: JSON?) -> Int64 { value?.text.flatMap(Hundredths.init)?.value ?? 0 }
    func carried(_ end: String) -> Int64 {
      cents(data[end]?["batched"]) + cents(data[end]?["sent"])
    }
    let moved =
      cents(data["prepared"]) - cents(data["paid"]) - cents(data["returned"])
      - cents(data["cancelled"])
    return carried("opening") == cents(data["opening"]?["ledger"])
      && carried("closing") == cents(data["closing"]?["ledger"])
      && carried("opening") + moved == carried("closing")
  }
}

extension Session {
  /// What was sent in a period, what the bank answered and what was open when it began, with balances.
  ///
  /// - Parameters:
  ///   - since: the first day, ISO 8601.
  ///   - until: the last day.
  public func reconciliation(since: String, until: String) throws(CasebookError) -> JSON {
    try call("casework.payments_reconcile", [since, until])
  }
}
