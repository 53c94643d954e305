/// Verifies entries one at a time against the chain's rules: numbers without gaps, each entry
/// naming the hash before it, times rising, hashes right, one installation.
///
/// ```swift
/// var verifier = ChainVerifier(install: install)
/// for entry in entries { verifier.verify(entry) }
/// verifier.findings.isEmpty  // true for an intact history
/// ```
public struct ChainVerifier: Sendable {
  /// How the cases lie in the stream.
  public enum Order: Sendable {
    /// In any order, also interleaved: one head a case is kept.
    case any
    /// Each case in one piece, cases in rising uuid order: memory does not grow with the cases.
    case rising
  }

  /// What was found so far.
  public private(set) var findings: Findings
  /// Entries seen so far.
  public private(set) var entries: Int64 = 0

  private struct Last {
    var seq: Int64
    var hash: SHA256Hash
    var atMicroseconds: Int64
  }

  private let install: UUIDBytes
  private let order: Order
  private let payloads: PayloadIndex?
  private var current: (caseID: UUIDBytes, last: Last)?
  private var others: [UUIDBytes: Last] = [:]
  private var caseCount = 0
  private var headsTree = MerkleAccumulator()

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - install: the installation that every entry must belong to.
  ///   - order: how the cases lie in the stream.
  ///   - payloads: commitments that have a payload or its erasure; nil leaves payloads alone.
  ///   - limit: how many findings are kept; all are counted.
  public init(
    install: UUIDBytes, order: Order = .any, payloads: PayloadIndex? = nil, limit: Int = 100
  ) {
    self.install = install
    self.order = order
    self.payloads = payloads
    findings = Findings(limit: limit)
  }

  /// Cases seen so far.
  public var cases: Int { caseCount }

  /// The heads of all cases in rising uuid order; empty for `Order.rising`, which keeps none.
  public var heads: [CaseHead] {
    guard order == .any else { return [] }
    var all = others
    if let current { all[current.caseID] = current.last }
    return all.map { head($0.key, $0.value) }
      .sorted { $0.caseID < $1.caseID }
  }

  /// The heads root over the entries seen so far.
  public var headsRoot: HeadsRoot {
    switch order {
    case .any: return HeadsRoot(of: heads)
    case .rising:
      var tree = headsTree
      if let current {
        tree.append(leaf: head(current.caseID, current.last).leaf)
      }
      return HeadsRoot(entries: entries, cases: caseCount, hash: tree.root)
    }
  }

  /// Takes the next entry and adds what is wrong with it to `findings`.
  ///
  /// After a break the entry as found is taken for the new end of its case, so that one change
  /// gives one or two findings, not one for every later entry.
  public mutating func verify(_ entry: HistoryEntry) {
    entries += 1
    let last = turn(to: entry)
    let seq = (last?.seq ?? 0).addingReportingOverflow(1).partialValue
    if entry.install != install {
      report(.install, entry, "another installation", install, entry.install)
    }
    if entry.seq != seq { report(.seq, entry, "the entry is out of sequence", seq, entry.seq) }
    let prev = last?.hash ?? HistoryEntry.genesis(install: install, caseID: entry.caseID)
    if entry.prev != prev {
      let what = last == nil ? "the genesis is wrong" : "the hash before is another"
      report(.prev, entry, what, prev, entry.prev)
    }
    if let last, entry.atMicroseconds <= last.atMicroseconds {
      report(
        .time, entry, "the time does not rise", "more than \(last.atMicroseconds)",
        entry.atMicroseconds)
    }
    let hash = entry.computedHash
    if entry.hash != hash { report(.hash, entry, "the entry was changed", hash, entry.hash) }
    if let payload = entry.payload, let payloads, !payloads.contains(payload) {
      report(.payload, entry, "the payload's line is missing", payload, "none")
    }
    current = (
      entry.caseID, Last(seq: entry.seq, hash: entry.hash, atMicroseconds: entry.atMicroseconds)
    )
  }

  private func head(_ caseID: UUIDBytes, _ last: Last) -> CaseHead {
    CaseHead(caseID: caseID, seq: last.seq, hash: last.hash)
  }

  /// Makes the entry's case the current one and gives its last entry.
  private mutating func turn(to entry: HistoryEntry) -> Last? {
    guard let previous = current else {
      caseCount = 1
      return nil
    }
    if previous.caseID == entry.caseID { return previous.last }
    switch order {
    case .any:
      others[previous.caseID] = previous.last
      let known = others.removeValue(forKey: entry.caseID)
      if known == nil { caseCount += 1 }
      return known
    case .rising:
      if entry.caseID < previous.caseID {
        report(.order, entry, "cases do not rise", "above \(previous.caseID)", entry.caseID)
      }
      headsTree.append(leaf: head(previous.caseID, previous.last).leaf)
      caseCount += 1
      return nil
    }
  }

  private mutating func report(
    _ rule: Finding.Rule, _ entry: HistoryEntry, _ message: String,
    _ expected: some CustomStringConvertible, _ found: some CustomStringConvertible
  ) {
    findings.add(
      Finding(
        rule, case: entry.caseID, seq: entry.seq, message, expected: expected.description,
        found: found.description))
  }
}
