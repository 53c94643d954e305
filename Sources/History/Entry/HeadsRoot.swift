/// One SHA-256 over the heads of all cases, with the counts: small enough to keep on paper.
///
/// The same bytes as `heads_root` in a seal: the Merkle root (RFC 6962 section 2.1) over the heads
/// sorted by the case's uuid bytes. With no case at all it is SHA-256 of nothing.
///
/// ```swift
/// let root = HeadsRoot(of: heads)
/// print(root.entries, root.hash)
/// ```
public struct HeadsRoot: Hashable, Sendable {
  /// Entries in all cases together.
  public var entries: Int64
  /// Number of cases.
  public var cases: Int
  /// The root.
  public var hash: SHA256Hash

  /// Takes counts and root as they are.
  public init(entries: Int64, cases: Int, hash: SHA256Hash) {
    self.entries = entries
    self.cases = cases
    self.hash = hash
  }

  /// Sorts `heads` and computes their root; each case must appear once.
  public init(of heads: some Sequence<CaseHead>) {
    let sorted = heads.sorted { $0.caseID < $1.caseID }
    entries = sorted.reduce(0) { $0 + $1.seq }
    cases = sorted.count
    var tree = MerkleAccumulator()
    for head in sorted { tree.append(leaf: head.leaf) }
    hash = tree.root
  }
}
