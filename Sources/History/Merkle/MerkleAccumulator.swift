/// A growing Merkle tree that keeps only the roots of its whole subtrees: O(log n) memory.
public struct MerkleAccumulator: Sendable {
  /// Leaves added so far.
  public private(set) var size: UInt64 = 0
  private var subtrees: [SHA256Hash] = []

  /// An empty tree.
  public init() {}

  /// Adds a leaf hash at the end.
  public mutating func append(leaf: SHA256Hash) {
    var node = leaf
    var level = size
    while level & 1 == 1, let left = subtrees.popLast() {
      node = Merkle.node(left, node)
      level >>= 1
    }
    subtrees.append(node)
    size += 1
  }

  /// The root of the tree as it is now; SHA-256 of nothing when empty.
  public var root: SHA256Hash {
    guard var root = subtrees.last else { return SHA256Hash(of: []) }
    for left in subtrees.dropLast().reversed() { root = Merkle.node(left, root) }
    return root
  }
}
