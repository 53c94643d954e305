import History
import Testing

/// The definitions of RFC 6962 section 2.1, as recursive as they stand there.
enum Reference {
  static func split(_ count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }

  static func root(_ leaves: ArraySlice<SHA256Hash>) -> SHA256Hash {
    guard let first = leaves.first else { return SHA256Hash(of: []) }
    if leaves.count == 1 { return first }
    let middle = leaves.startIndex + split(leaves.count)
    return Merkle.node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<SHA256Hash>) -> [SHA256Hash] {
    if leaves.count <= 1 { return [] }
    let half = split(leaves.count)
    let (left, right) = (leaves.prefix(half), leaves.dropFirst(half))
    return index < half
      ? path(index, left) + [root(right)] : path(index - half, right) + [root(left)]
  }

  static func consistency(_ old: Int, _ leaves: ArraySlice<SHA256Hash>, whole: Bool = true)
    -> [SHA256Hash]
  {
    if old == leaves.count { return whole ? [] : [root(leaves)] }
    let half = split(leaves.count)
    let (left, right) = (leaves.prefix(half), leaves.dropFirst(half))
    return old <= half
      ? consistency(old, left, whole: whole) + [root(right)]
      : consistency(old - half, right, whole: false) + [root(left)]
  }
}

@Suite struct MerkleTests {
  static let leaves = (0..<33).map { Merkle.leaf(of: SHA256Hash(of: [UInt8($0)])) }

  @Test func `the root of nothing is the hash of nothing`() {
    #expect(
      Merkle.root(of: []).description
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `a growing tree has the recursive definition's root at every size`() {
    var tree = MerkleAccumulator()
    for size in 0...Self.leaves.count {
      #expect(tree.root == Reference.root(Self.leaves[..<size]))
      #expect(tree.size == UInt64(size))
      if size < Self.leaves.count { tree.append(leaf: Self.leaves[size]) }
    }
  }

  @Test func `every leaf of every tree is proven at its own index only`() {
    for size in 1...20 {
      let tree = Self.leaves[..<size]
      let root = Reference.root(tree)
      for index in 0..<size {
        let proof = Reference.path(index, tree)
        for claimed in 0..<size {
          let found = Merkle.root(
            including: Self.leaves[index], index: UInt64(claimed), size: UInt64(size),
            proof: proof)
          #expect((found == root) == (claimed == index))
        }
      }
    }
  }

  @Test func `a proof that is too short or too long leads nowhere`() {
    let proof = Reference.path(3, Self.leaves[..<7])
    #expect(
      Merkle.root(including: Self.leaves[3], index: 3, size: 7, proof: proof.dropLast()) == nil)
    #expect(
      Merkle.root(
        including: Self.leaves[3], index: 3, size: 7, proof: proof + [Self.leaves[0]]) == nil)
    #expect(Merkle.root(including: Self.leaves[3], index: 7, size: 7, proof: proof) == nil)
    #expect(Merkle.root(including: Self.leaves[0], index: 0, size: 0, proof: []) == nil)
  }

  @Test func `every growth is consistent and no other root is`() {
    for new in 1...20 {
      let tree = Self.leaves[..<new]
      for old in 1...new {
        let proof = Reference.consistency(old, tree)
        let oldRoot = Reference.root(Self.leaves[..<old])
        func holds(_ oldRoot: SHA256Hash, _ newRoot: SHA256Hash, _ proof: [SHA256Hash]) -> Bool {
          Merkle.isConsistent(
            oldSize: UInt64(old), oldRoot: oldRoot, newSize: UInt64(new), newRoot: newRoot,
            proof: proof)
        }
        #expect(holds(oldRoot, Reference.root(tree), proof))
        #expect(!holds(Self.leaves[30], Reference.root(tree), proof))
        #expect(!holds(oldRoot, Self.leaves[30], proof))
        #expect(!holds(oldRoot, Reference.root(tree), proof + [Self.leaves[30]]))
      }
    }
  }

  @Test func `a log never shrinks`() {
    let (short, long) = (Reference.root(Self.leaves[..<3]), Reference.root(Self.leaves[..<5]))
    #expect(
      !Merkle.isConsistent(oldSize: 5, oldRoot: long, newSize: 3, newRoot: short, proof: []))
    #expect(
      Merkle.isConsistent(
        oldSize: 0, oldRoot: Merkle.root(of: []), newSize: 5, newRoot: long, proof: []))
  }
}
