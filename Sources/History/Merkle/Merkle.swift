/// The Merkle tree of RFC 6962 section 2.1 over SHA-256, verified as RFC 9162 section 2.1 says.
public enum Merkle {
  /// A log leaf: SHA-256(00 ‖ hash), for an entry's or a seal's hash.
  public static func leaf(of hash: SHA256Hash) -> SHA256Hash {
    hash.bytes.withUnsafeBytes { leaf(of: $0) }
  }

  /// An inner node: SHA-256(01 ‖ left ‖ right).
  public static func node(_ left: SHA256Hash, _ right: SHA256Hash) -> SHA256Hash {
    SHA256Hash(of: [0x01] + left.bytes + right.bytes)
  }

  static func leaf(of bytes: UnsafeRawBufferPointer) -> SHA256Hash {
    var prefixed: [UInt8] = [0x00]
    prefixed.append(contentsOf: bytes)
    return SHA256Hash(of: prefixed)
  }

  /// The root of a tree with these leaves; SHA-256 of nothing for an empty tree.
  public static func root(of leaves: some Sequence<SHA256Hash>) -> SHA256Hash {
    var tree = MerkleAccumulator()
    for leaf in leaves { tree.append(leaf: leaf) }
    return tree.root
  }

  /// The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2).
  ///
  /// - Returns: nil if the proof's length does not fit `index` and `size`.
  public static func root(
    including leaf: SHA256Hash, index: UInt64, size: UInt64, proof: [SHA256Hash]
  ) -> SHA256Hash? {
    guard index < size else { return nil }
    var place = index
    var last = size - 1
    var root = leaf
    for sibling in proof {
      if last == 0 { return nil }
      if place & 1 == 1 || place == last {
        root = node(sibling, root)
        while place & 1 == 0 && place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        root = node(root, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 ? root : nil
  }

  /// Whether the tree of `newSize` is the tree of `oldSize` with leaves added at its end
  /// (RFC 9162 section 2.1.4.2).
  public static func isConsistent(
    oldSize: UInt64, oldRoot: SHA256Hash, newSize: UInt64, newRoot: SHA256Hash,
    proof: [SHA256Hash]
  ) -> Bool {
    if oldSize > newSize { return false }
    if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
    if oldSize == 0 { return proof.isEmpty && oldRoot == root(of: []) }
    // A whole subtree's root is the old root itself, and the proof leaves it out.
    let path = oldSize & (oldSize - 1) == 0 ? [oldRoot] + proof : proof
    guard let first = path.first else { return false }
    var place = oldSize - 1
    var last = newSize - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    var old = first
    var new = first
    for sibling in path.dropFirst() {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        old = node(sibling, old)
        new = node(sibling, new)
        while place & 1 == 0 && place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        new = node(new, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && old == oldRoot && new == newRoot
  }
}
