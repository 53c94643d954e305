/// Verifies each case of a bundle against the signed log: inclusion and head proofs.
struct SealedCases {
  /// An entry as the log knows it.
  struct Link {
    var seq: Int64
    var hash: SHA256Hash
  }

  private(set) var findings: Findings
  private(set) var unsealed: [UUIDBytes: Int64] = [:]
  private(set) var seal: Seal?
  private(set) var isComplete = false
  private let install: UUIDBytes
  private let checkpoint: Checkpoint

  init(install: UUIDBytes, checkpoint: Checkpoint, limit: Int) {
    self.install = install
    self.checkpoint = checkpoint
    findings = Findings(limit: limit)
  }

  /// Verifies all cases; files that belong to no case are refused, for a case may be missing.
  mutating func verify(
    _ history: [UUIDBytes: [Link]], proofs: [String: [UInt8]], heads: [String: [UInt8]],
    key: VerifierKey?
  ) {
    var sealedHeads: [CaseHead] = []
    for (caseID, links) in history.sorted(by: { $0.key < $1.key }) {
      guard let proof = readProof(proofs["\(caseID).tlog-proof"], caseID, key),
        let head = readHead(heads["\(caseID).json"], caseID),
        let last = lastSealed(links, proof, caseID)
      else { continue }
      let sealed = CaseHead(caseID: caseID, seq: last.seq, hash: last.hash)
      verify(sealed, head)
      sealedHeads.append(sealed)
      let newer = Int64(links.count) - last.seq
      if newer > 0 { unsealed[caseID] = newer }
    }
    let cases = Set(history.keys.map(\.description))
    report(proofs.keys, folder: "proofs", ending: ".tlog-proof", besides: cases)
    report(heads.keys, folder: "heads", ending: ".json", besides: cases)
    let root = HeadsRoot(of: sealedHeads)
    if let seal {
      isComplete =
        seal.cases == Int64(root.cases) && seal.events == root.entries
        && seal.headsRoot == root.hash
    }
  }

  private mutating func report(
    _ names: some Collection<String>, folder: String, ending: String, besides cases: Set<String>
  ) {
    for name in names.sorted() where !cases.contains(where: { $0 + ending == name }) {
      findings.add(
        Finding(.format, place: "\(folder)/\(name)", "events.jsonl has no entry of this case"))
    }
  }

  private mutating func readProof(
    _ bytes: [UInt8]?, _ caseID: UUIDBytes, _ key: VerifierKey?
  ) -> LogProof? {
    let place = "proofs/\(caseID).tlog-proof"
    guard let bytes else {
      findings.add(
        Finding(.inclusion, case: caseID, place: place, "the file is missing: nothing is proven"))
      return nil
    }
    do {
      let proof = try LogProof(bytes)
      if let refusal = BundleVerifier.refusal(of: proof.checkpoint, key: key, place: place) {
        findings.add(refusal)
        return nil
      }
      guard proof.checkpoint.size == checkpoint.size, proof.checkpoint.root == checkpoint.root
      else {
        findings.add(
          Finding(
            .inclusion, case: caseID, place: place, "the proof is for another checkpoint",
            expected: "size \(checkpoint.size)", found: "size \(proof.checkpoint.size)"))
        return nil
      }
      return proof
    } catch {
      findings.add(Finding(.format, case: caseID, place: place, error.message))
      return nil
    }
  }

  private mutating func readHead(_ bytes: [UInt8]?, _ caseID: UUIDBytes) -> HeadProof? {
    let place = "heads/\(caseID).json"
    guard let bytes else {
      findings.add(
        Finding(
          .head, case: caseID, place: place, "the file is missing: the length is not proven"))
      return nil
    }
    do {
      return try HeadProof(bytes)
    } catch {
      findings.add(Finding(.format, case: caseID, place: place, error.message))
      return nil
    }
  }

  /// The entry whose leaf the proof leads to; sought from the end, where it is in a good bundle.
  private mutating func lastSealed(
    _ links: [Link], _ proof: LogProof, _ caseID: UUIDBytes
  ) -> Link? {
    let found = links.last { link in
      Merkle.root(
        including: Merkle.leaf(of: link.hash), index: proof.index, size: checkpoint.size,
        proof: proof.path) == checkpoint.root
    }
    if found == nil {
      findings.add(
        Finding(.inclusion, case: caseID, "no entry of the case lies in the signed log there"))
    }
    return found
  }

  private mutating func verify(_ sealed: CaseHead, _ proof: HeadProof) {
    let (caseID, seal) = (sealed.caseID, proof.seal)
    self.seal = seal
    func fail(_ rule: Finding.Rule, _ message: String) {
      findings.add(
        Finding(
          rule, case: caseID, seq: sealed.seq, place: "heads/\(caseID).json", message))
    }
    if seal.install != install { fail(.install, "the seal is another installation's") }
    if proof.size != UInt64(bitPattern: seal.cases) {
      fail(.head, "the heads tree has another size than the seal counts")
    }
    let headsRoot = Merkle.root(
      including: sealed.leaf, index: proof.index, size: proof.size, proof: proof.path)
    if headsRoot != seal.headsRoot {
      fail(.head, "the case did not have exactly these entries at the seal")
    }
    let root =
      checkpoint.size == 0
      ? nil
      : Merkle.root(
        including: Merkle.leaf(of: seal.hash), index: checkpoint.size - 1, size: checkpoint.size,
        proof: proof.sealPath)
    if root != checkpoint.root { fail(.head, "the seal is not the log's last leaf") }
  }
}
